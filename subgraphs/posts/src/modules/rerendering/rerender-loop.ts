import type { Logger } from '@forum/service-kit'
import type { RerenderService } from './rerender-service.ts'

/** Of its time at work, so that it takes at most a fifth of one core. */
const pauseShare = 4
const shortestPauseMs = 50
const pauseAfterErrorMs = 30_000
/** Others may have had the last ones, and may have been stopped. */
const pauseWhenDoneMs = 10 * 60_000

/** Renders anew in the background from the start on, with a pause after each batch in proportion to it. */
export function startRerendering(rerendering: RerenderService, logger: Logger) {
  const stopping = new AbortController()
  const isStopping = () => stopping.signal.aborted
  const run = async () => {
    while (!isStopping()) await pause(await nextPauseMs(rerendering, logger), stopping.signal)
  }
  const done = run()
  return {
    stop: async () => {
      stopping.abort()
      await done
    },
  }
}

async function nextPauseMs(rerendering: RerenderService, logger: Logger): Promise<number> {
  const began = performance.now()
  try {
    const count = await rerendering.renderBatch()
    if (count === 0) return pauseWhenDoneMs
    return Math.max(shortestPauseMs, (performance.now() - began) * pauseShare)
  } catch (error) {
    logger.warn({ err: error }, 'rendering anew failed; retrying in 30 s')
    return pauseAfterErrorMs
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (signal.aborted) return Promise.resolve()
  const timer = setTimeout(resolve, milliseconds)
  signal.addEventListener('abort', () => resolve(), { once: true })
  return promise.finally(() => clearTimeout(timer))
}
