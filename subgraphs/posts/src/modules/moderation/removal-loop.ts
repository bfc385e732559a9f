import type { Logger } from '@forum/service-kit'
import type { RemovalEngine } from './removal-engine.ts'

const pauseMs = 1_000

/** Goes on with acts upon so many texts that the request that began them did not finish. Any number of replicas share the work. */
export function startRemoving(engine: RemovalEngine, logger: Logger) {
  let running: Promise<void> | undefined
  const run = async () => {
    try {
      await engine.carryOutAll()
    } catch (error) {
      logger.warn({ err: error }, 'an act could not be carried out; retrying')
    }
    running = undefined
  }
  const timer = setInterval(() => {
    running ??= run()
  }, pauseMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
