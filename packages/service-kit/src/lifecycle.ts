import type { Logger } from './logger.ts'
import { within } from './within.ts'

/**
 * What a service has opened, so that it can be closed in the reverse order. All steps together get `budgetMs`; a step that fails or
 * takes too long is logged and does not keep the others from running.
 */
export class Lifecycle {
  readonly #steps: { label: string; stop: () => unknown }[] = []
  readonly #stopping = new AbortController()
  readonly #logger: Logger
  readonly #budgetMs: number
  #stopped: Promise<boolean> | undefined

  constructor(logger: Logger, budgetMs = 4_000) {
    this.#logger = logger
    this.#budgetMs = budgetMs
  }

  /** Aborted as soon as the service begins to stop. */
  get signal(): AbortSignal {
    return this.#stopping.signal
  }

  /** Registers how to close what was just opened. Steps run last in, first out. */
  onStop(label: string, stop: () => unknown): void {
    this.#steps.push({ label, stop })
  }

  /** Closes everything, once; true if each step ended well and in time. */
  stop(): Promise<boolean> {
    this.#stopped ??= this.#stopAll()
    return this.#stopped
  }

  async #stopAll(): Promise<boolean> {
    this.#stopping.abort()
    const deadline = performance.now() + this.#budgetMs
    let clean = true
    for (const { label, stop } of this.#steps.toReversed()) {
      // A late step still gets a moment, so that one that hangs does not rob the ones after it of their turn.
      const budget = Math.max(50, deadline - performance.now())
      try {
        await within(budget, Promise.resolve().then(stop))
        this.#logger.debug({ step: label }, 'stopped')
      } catch (error) {
        clean = false
        this.#logger.error({ step: label, err: error }, 'could not stop in order')
      }
    }
    return clean
  }
}
