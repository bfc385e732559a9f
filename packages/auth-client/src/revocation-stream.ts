import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@forum/service-kit'
import type { RevocationEvent, VerdictSource } from './verdict-source.ts'

/** Auth says something at least each second; so long a silence means that nothing more will come. */
const silenceMs = 3_000
const shortestPauseMs = 50
const longestPauseMs = 2_000

export type RevocationStreamOptions = {
  source: VerdictSource
  logger: Logger
  onEvent: (event: RevocationEvent) => void
  onState: (isUp: boolean) => void
}

/** Follows Auth's revocations for ever: resumes after the last number heard, with growing pauses while Auth is away. */
export class RevocationStream {
  readonly #options: RevocationStreamOptions
  readonly #closing = new AbortController()
  readonly #running: Promise<void>
  #position: number | undefined
  #isUp = false

  constructor(options: RevocationStreamOptions) {
    this.#options = options
    options.onState(false)
    this.#running = this.#run()
  }

  /** True from the first word of Auth that all earlier revocations were told, until the stream breaks or falls silent. */
  get isUp(): boolean {
    return this.#isUp
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    let pauseMs = shortestPauseMs
    while (!this.#closing.signal.aborted) {
      try {
        await this.#follow()
        if (!this.#closing.signal.aborted) this.#options.logger.info('revocation stream ended; reconnecting')
      } catch (error) {
        if (!this.#closing.signal.aborted)
          this.#options.logger.warn({ err: error }, 'revocation stream broke; reconnecting')
      }
      if (this.#isUp) pauseMs = shortestPauseMs
      this.#setUp(false)
      // Half of the pause is random, so that the replicas of a service do not come back all at once.
      await pause(pauseMs / 2 + (Math.random() * pauseMs) / 2, undefined, { signal: this.#closing.signal }).catch(
        () => undefined,
      )
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }

  async #follow(): Promise<void> {
    const silence = new AbortController()
    const timer = setTimeout(() => silence.abort(new Error(`Auth said nothing for ${silenceMs} ms`)), silenceMs)
    try {
      const signal = AbortSignal.any([silence.signal, this.#closing.signal])
      for await (const event of this.#options.source.watch(this.#position, signal)) {
        timer.refresh()
        this.#options.onEvent(event)
        this.#position = event.number
        // A revocation alone does not say that it was the last one.
        if (event.kind === 'position' || event.kind === 'reset') this.#setUp(true)
      }
    } finally {
      clearTimeout(timer)
    }
  }

  #setUp(isUp: boolean): void {
    if (isUp === this.#isUp) return
    this.#isUp = isUp
    this.#options.onState(isUp)
  }
}
