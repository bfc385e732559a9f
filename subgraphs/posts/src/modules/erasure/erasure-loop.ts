import type { Logger } from '@forum/service-kit'
import type { ErasureService } from './erasure-service.ts'

/** For what another replica left half done. */
const pollMs = 10 * 60_000
const pauseAfterErrorMs = 30_000

/** Erases in the background: from the start on, when somebody is gone, and now and then. */
export class ErasureLoop {
  readonly #erasure: Pick<ErasureService, 'eraseAll'>
  readonly #logger: Logger
  readonly #stopping = new AbortController()
  #woken = Promise.withResolvers<void>()
  #round: Promise<void> = Promise.resolve()
  #running: Promise<void> | undefined

  constructor(erasure: Pick<ErasureService, 'eraseAll'>, logger: Logger) {
    this.#erasure = erasure
    this.#logger = logger
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** There may be something to do now. */
  wake(): void {
    this.#woken.resolve()
  }

  /** Resolves when what is known now is done. */
  async drain(): Promise<void> {
    await this.#next()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.wake()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#woken = Promise.withResolvers()
      let waitMs = pollMs
      try {
        await this.#next()
      } catch (error) {
        this.#logger.warn({ err: error }, 'erasing what somebody left failed; retrying in 30 s')
        waitMs = pauseAfterErrorMs
      }
      const timer = setTimeout(this.#woken.resolve, waitMs)
      await this.#woken.promise
      clearTimeout(timer)
    }
  }

  /** One after the other: a drain ends when what was added before it is done. */
  #next(): Promise<void> {
    this.#round = this.#round.catch(() => undefined).then(() => this.#erasure.eraseAll(this.#stopping.signal))
    return this.#round
  }
}
