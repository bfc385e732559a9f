import { outsideRequests } from '@forum/service-kit'
import { LRUCache } from 'lru-cache'
import type { Watermark } from '../modules/as-of/watermark.ts'

/** How long an answer about a rolling period is given, although time alone changes it. */
const rollingForMs = 1_000
const mostKept = 200

/** `isDone` once the answer is there. */
type Kept<Answer> = { answer: Promise<Answer>; isDone: boolean; asOf: Date; counted: number; beganMs: number }

/**
 * Keeps answers that are the same for everybody until events were counted that could change them; while one is computed whoever asks waits for
 * the same. Keeps 200 at most.
 */
export class KeptAnswers<Answer extends object> {
  readonly #asOf: Watermark
  readonly #nowMs: () => number
  readonly #kept = new LRUCache<string, Kept<Answer>>({ max: mostKept })

  /** @param nowMs monotonic milliseconds */
  constructor(asOf: Watermark, nowMs = () => performance.now()) {
    this.#asOf = asOf
    this.#nowMs = nowMs
  }

  /**
   * The answer, and the moment as of which it is true.
   *
   * @param key all that it depends on
   * @param isRolling whether time alone changes it
   */
  async get(
    key: string,
    { isRolling }: { isRolling: boolean },
    compute: () => Promise<Answer>,
  ): Promise<{ answer: Answer; asOf: Date }> {
    const asOf = this.#asOf.require()
    const known = this.#kept.get(key)
    const kept = known && this.#serves(known, isRolling) ? known : this.#begin(key, asOf, compute)
    // Nothing was counted since, so what is true of the whole time then is true of it now.
    const isCurrent = !isRolling && kept.counted === this.#asOf.counted
    return { answer: await kept.answer, asOf: isCurrent ? asOf : kept.asOf }
  }

  #serves({ isDone, counted, beganMs }: Kept<Answer>, isRolling: boolean): boolean {
    if (!isDone) return true
    return counted === this.#asOf.counted && (!isRolling || this.#nowMs() - beganMs < rollingForMs)
  }

  #begin(key: string, asOf: Date, compute: () => Promise<Answer>): Kept<Answer> {
    // Others wait for it too, so it goes on when the first who asked has gone.
    const answer = outsideRequests(compute)
    const kept: Kept<Answer> = { answer, isDone: false, asOf, counted: this.#asOf.counted, beganMs: this.#nowMs() }
    this.#kept.set(key, kept)
    answer.then(
      () => {
        kept.isDone = true
      },
      () => {
        if (this.#kept.get(key) === kept) this.#kept.delete(key)
      },
    )
    return kept
  }
}
