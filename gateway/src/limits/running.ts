type Caller = { runs: number; tokens: number; waiting: { tokens: number; begin: () => void }[] }

/**
 * Operations of one caller that run at the same moment, as many as so many tokens pay for and at least one; further ones wait, in their order.
 * So a caller may have thirty small ones under way or a dear one, and a bystander has that much of it before it in every store and loop.
 * As many may wait as a caller has paid for: who goes away before its turn leaves what was asked in the line, since a mutation is done
 * whoever waits, and a query ends as it begins. A caller that runs nothing takes no memory.
 */
export class Running {
  readonly #tokens: number
  readonly #callers = new Map<string, Caller>()

  constructor(tokens: number) {
    this.#tokens = tokens
  }

  /** Runs what is asked when it is its turn. */
  async run<Result>(key: string, tokens: number, work: () => Promise<Result>): Promise<Result> {
    const caller = this.#callers.get(key) ?? { runs: 0, tokens: 0, waiting: [] }
    this.#callers.set(key, caller)
    await new Promise<void>((resolve) => {
      caller.waiting.push({ tokens, begin: resolve })
      this.#beginNext(caller)
    })
    try {
      return await work()
    } finally {
      caller.runs -= 1
      caller.tokens -= tokens
      this.#beginNext(caller)
      if (caller.runs === 0) this.#callers.delete(key)
    }
  }

  #beginNext(caller: Caller): void {
    for (let next = caller.waiting[0]; next; next = caller.waiting[0]) {
      if (caller.runs > 0 && caller.tokens + next.tokens > this.#tokens) return
      caller.waiting.shift()
      caller.runs += 1
      caller.tokens += next.tokens
      next.begin()
    }
  }
}
