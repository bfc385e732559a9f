import { FairQueue } from './fair-queue.ts'

/** What one turn of the event loop may spend on requests before the rest of them wait for the turns after it. */
const budgetMs = 8
const maxAtOnce = 4
/** Of JSON: what is shorter is read in less time than waiting for a turn takes. */
export const shortCharacters = 16 * 1024
/** Of what was measured before, after each further piece: the last hundred count. */
const memory = 0.99

/**
 * Keeps turns of the event loop short when many requests come at once: a few pieces of work are done as they come, further ones are put off, one a
 * turn, addresses taking turns. Its queue is as long as there are operations in flight, which are bounded.
 */
export class LoopBudget {
  readonly #waiting = new FairQueue<() => void>()
  #spentMs = 0
  #done = 0
  #isNextTurnAsked = false
  #clockMs = 1
  #cpuMs = 1

  /**
   * Does a piece of work that cannot be interrupted, now or in a later turn.
   *
   * @param onSpent is told the milliseconds of the processor that it took, also when it throws
   */
  async run<Result>(
    sender: string,
    work: () => Result,
    onSpent: (cpuMs: number) => void = () => undefined,
  ): Promise<Result> {
    if (!this.#waiting.isEmpty || this.#spentMs >= budgetMs || this.#done >= maxAtOnce) await this.#place(sender)
    this.#askForNextTurn()
    const [began, beganAt] = [spentCpuMs(), performance.now()]
    try {
      return work()
    } finally {
      const spentMs = spentCpuMs() - began
      this.#spentMs += spentMs
      this.#done += 1
      this.#clockMs = this.#clockMs * memory + performance.now() - beganAt
      this.#cpuMs = this.#cpuMs * memory + spentMs
      onSpent(spentMs)
    }
  }

  /** How many times as long as its processor time work takes at the moment: 1 on a machine that has time, more where others share it. */
  get contention(): number {
    return Math.max(1, this.#clockMs / this.#cpuMs)
  }

  #place(sender: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.add(sender, resolve, 1)
    this.#askForNextTurn()
    return promise
  }

  #askForNextTurn(): void {
    if (this.#isNextTurnAsked) return
    this.#isNextTurnAsked = true
    setImmediate(() => {
      this.#isNextTurnAsked = false
      this.#spentMs = 0
      this.#done = 0
      const next = this.#waiting.take()
      if (!next) return
      next()
      this.#askForNextTurn()
    })
  }
}

/** Milliseconds of processor time that this thread has used. The clock would charge a caller for a machine that is busy with others. */
function spentCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
