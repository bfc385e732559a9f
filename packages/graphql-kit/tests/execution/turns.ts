import { setImmediate } from 'node:timers/promises'

type Waiting = { readonly rank: number; readonly settle: () => void }

/**
 * Promises that settle one at a time, by rank, each after all that came of the one before it. How many microtasks an executor takes from one
 * promise to the next makes no difference then.
 */
export class Turns {
  #waiting: readonly Waiting[] = []

  /** @param make what it resolves to, or rejects with when it throws */
  promise(rank: number, make: () => unknown): Promise<unknown> {
    const promise = new Promise<unknown>((resolve, reject) => {
      const settle = (): void => {
        try {
          resolve(make())
        } catch (error) {
          reject(error)
        }
      }
      this.#waiting = [...this.#waiting, { rank, settle }]
    })
    promise.catch(() => {}) // an executor need not come to it
    return promise
  }

  /** Runs until nothing is left that could settle. Throws when the answer has not come by then. */
  async run<Answer>(start: () => PromiseLike<Answer>): Promise<Answer> {
    const started = Promise.resolve(start())
    const answers: Answer[] = []
    const answered = started.then((answer) => answers.push(answer))
    await setImmediate()
    while (this.#waiting.length > 0) {
      const [first, ...others] = this.#waiting.toSorted((one, other) => one.rank - other.rank)
      this.#waiting = others
      first?.settle()
      await setImmediate()
    }
    if (answers.length === 0) throw new Error('Everything has settled, but there is no answer.')
    await answered
    return started
  }
}
