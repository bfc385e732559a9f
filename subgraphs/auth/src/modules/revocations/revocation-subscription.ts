import type { RevocationEvent } from '@forum/auth-client'

const longestQueue = 10_000

/** What one stream still has to be told. A reader that falls too far behind is cut off; it resumes from its last number. */
export class RevocationSubscription {
  readonly #signal: AbortSignal
  #queue: RevocationEvent[] = []
  #wake: () => void = () => undefined

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => this.#wake(), { once: true })
  }

  push(event: RevocationEvent): void {
    // Of several positions in a row only the last one says anything.
    if (event.kind === 'position' && this.#queue.at(-1)?.kind === 'position') this.#queue.pop()
    this.#queue.push(event)
    this.#wake()
  }

  async *events(): AsyncIterable<RevocationEvent> {
    while (!this.#signal.aborted && this.#queue.length <= longestQueue) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#wake = resolve
      const told = this.#queue
      this.#queue = []
      yield* told
      if (this.#queue.length === 0 && !this.#signal.aborted) await promise
    }
  }
}
