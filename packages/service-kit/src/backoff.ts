import { setTimeout as wait } from 'node:timers/promises'

/** Waits that double from `firstMs` up to `maxMs`, each shortened by a random part so that replicas do not retry together. */
export class Backoff {
  readonly #firstMs: number
  readonly #maxMs: number
  #nextMs: number

  constructor({ firstMs, maxMs }: { firstMs: number; maxMs: number }) {
    this.#firstMs = firstMs
    this.#maxMs = maxMs
    this.#nextMs = firstMs
  }

  /** Waits, or returns early when the signal is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    const milliseconds = this.next()
    // The only way for it to reject is the signal, which is the way to return early.
    await wait(milliseconds, undefined, { signal }).catch(() => {})
  }

  /** The next wait in milliseconds. */
  next(): number {
    const milliseconds = this.#nextMs * (0.5 + Math.random() / 2)
    this.#nextMs = Math.min(this.#nextMs * 2, this.#maxMs)
    return milliseconds
  }

  reset(): void {
    this.#nextMs = this.#firstMs
  }
}
