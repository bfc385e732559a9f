export type CircuitState = 'closed' | 'open' | 'half_open'

/** How metrics tell a state. */
export const circuitValues: Record<CircuitState, number> = { closed: 0, half_open: 1, open: 2 }

export type CircuitBreakerOptions = {
  /** Asks the neighbour something small, with a time limit of its own; any answer is one. */
  probe: () => Promise<unknown>
  /** Failures in a row that open it. */
  failures?: number
  /** How long it stays open before it is tried, and between two tries. */
  probeEveryMs?: number
  onChange?: (state: CircuitState) => void
}

/** The neighbour did not answer the last times, and is not asked for the moment. */
export class CircuitOpen extends Error {
  constructor() {
    super('not asked, because it did not answer the last times')
  }
}

/**
 * Stops asking a neighbour that does not answer. After some failures in a row it is open: who asks is refused at once instead of waiting for
 * a time limit. Every few seconds it is half open: a question of its own is put, so that no caller waits for one that may not be answered,
 * and an answer closes it.
 */
export class CircuitBreaker {
  readonly #options: Required<CircuitBreakerOptions>
  #state: CircuitState = 'closed'
  #failures = 0
  #probing: NodeJS.Timeout | undefined
  #isOver = false

  constructor(options: CircuitBreakerOptions) {
    this.#options = { failures: 5, probeEveryMs: 5_000, onChange: () => undefined, ...options }
  }

  get state(): CircuitState {
    return this.#state
  }

  /** @throws CircuitOpen unless it is closed */
  check(): void {
    if (this.#state !== 'closed') throw new CircuitOpen()
  }

  succeeded(): void {
    this.#failures = 0
    clearTimeout(this.#probing)
    this.#change('closed')
  }

  /** What was sent before it opened, and fails now, puts no probe off. */
  failed(): void {
    this.#failures += 1
    if (this.#state !== 'closed' || this.#failures < this.#options.failures) return
    this.#change('open')
    this.#probeSoon()
  }

  /** It is not tried any more. */
  close(): void {
    this.#isOver = true
    clearTimeout(this.#probing)
  }

  #probeSoon(): void {
    if (this.#isOver) return
    this.#probing = setTimeout(() => {
      this.#change('half_open')
      this.#options.probe().then(
        () => this.succeeded(),
        () => {
          // Others may have closed it meanwhile, and opened it again: then the next try is on its way.
          if (this.#state !== 'half_open') return
          this.#change('open')
          this.#probeSoon()
        },
      )
    }, this.#options.probeEveryMs).unref()
  }

  #change(state: CircuitState): void {
    if (state === this.#state) return
    this.#state = state
    this.#options.onChange(state)
  }
}
