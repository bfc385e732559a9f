import { FairQueue } from '@forum/service-kit'
import { spentCpuMs } from './spent-cpu.ts'

/** What one turn of the event loop may spend on requests before the rest of them wait for the turns after it. */
const budgetMs = 8
const mostAtOnce = 4
/** Of what was measured before, after each further piece: the last hundred count. */
const memory = 0.99

/**
 * Keeps turns of the event loop short when many requests come at once: a few pieces of work are done as they come, further ones are put off, one a
 * turn, addresses taking turns. Its queue is as long as there are operations in flight, which are bounded.
 */
export class LoopBudget {
  readonly #waiting = new FairQueue<() => void>({
    ofSender: Number.POSITIVE_INFINITY,
    size: Number.POSITIVE_INFINITY,
  })
  #waitingCount = 0
  #spentMs = 0
  #done = 0
  #isNextTurnAsked = false
  #clockMs = 1
  #cpuMs = 1

  /** Does a piece of work that cannot be interrupted, now or in a later turn. */
  async run<Result>(sender: string, work: () => Result): Promise<Result> {
    if (this.#waitingCount > 0 || this.#spentMs >= budgetMs || this.#done >= mostAtOnce) await this.#place(sender)
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
    }
  }

  /** How many times as long as its processor time work takes at the moment: 1 on a machine that has time, more where others share it. */
  get contention(): number {
    return Math.max(1, this.#clockMs / this.#cpuMs)
  }

  #place(sender: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.add(sender, resolve, 1)
    this.#waitingCount += 1
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
      this.#waitingCount -= 1
      next()
      this.#askForNextTurn()
    })
  }
}
