export type CircuitState = 'closed' | 'open' | 'half_open'

export type CircuitBreakerOptions = {
  /** Failures in a row that open it. */
  failures?: number
  /** How long it stays open before it is tried, and between two tries. */
  probeEveryMs?: number
  /** Monotonic milliseconds. */
  now?: () => number
  onChange?: (state: CircuitState) => void
}

/**
 * Stops asking a neighbour that does not answer. After some failures in a row it is open: who asks is refused at once instead of waiting for
 * a time limit. Every few seconds it is half open: one request is let through, and its success closes it.
 */
export class CircuitBreaker {
  readonly #options: Required<CircuitBreakerOptions>
  #state: CircuitState = 'closed'
  #failures = 0
  #probeAt = 0

  constructor(options: CircuitBreakerOptions = {}) {
    this.#options = {
      failures: 5,
      probeEveryMs: 5_000,
      now: () => performance.now(),
      onChange: () => undefined,
      ...options,
    }
  }

  get state(): CircuitState {
    return this.#state
  }

  /** Whether a request may be sent. True for one request each `probeEveryMs` while it is not closed: that one must report how it went. */
  admits(): boolean {
    if (this.#state === 'closed') return true
    const now = this.#options.now()
    if (now < this.#probeAt) return false
    // A probe that never reports, because its caller went away, must not be the last one.
    this.#probeAt = now + this.#options.probeEveryMs
    this.#change('half_open')
    return true
  }

  succeeded(): void {
    this.#failures = 0
    this.#change('closed')
  }

  failed(): void {
    this.#failures += 1
    if (this.#state === 'closed' && this.#failures < this.#options.failures) return
    // What was sent before it opened, and fails now, does not put the next probe off.
    if (this.#state !== 'open') this.#probeAt = this.#options.now() + this.#options.probeEveryMs
    this.#change('open')
  }

  #change(state: CircuitState): void {
    if (state === this.#state) return
    this.#state = state
    this.#options.onChange(state)
  }
}
