import { outsideRequests } from '@forum/service-kit'
import { LRUCache } from 'lru-cache'
import type { Watermark } from '../modules/as-of/watermark.ts'

/** How long an answer about a rolling period is given, although time alone changes it. */
const rollingForMs = 1_000
const mostKept = 200
/** What takes longer to compute is dear: it is computed a tenth of the time at most, beside those who ask, which get what is kept. */
const dearFromMs = 500
const restsOfDear = 10
const standsInForMs = 600_000

/** `tookMs` once the answer is there. */
type Kept<Answer> = {
  answer: Promise<Answer>
  asOf: Date
  counted: number
  beganMs: number
  tookMs: number | null
  /** What is given while this one is computed. */
  before: Kept<Answer> | null
}

/**
 * Keeps answers that are the same for everybody until events were counted that could change them; while one is computed whoever asks waits for
 * the same. One that takes long (a second for a ranking of a million posts) is given on for ten times as long, as of its own moment, and while the next is
 * computed. Keeps 200 at most.
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
    const latest = known && this.#serves(known, isRolling) ? known : this.#begin(key, asOf, compute, known)
    const kept = latest.tookMs === null && latest.before ? latest.before : latest
    // Nothing was counted since, so what is true of the whole time then is true of it now.
    const isCurrent = !isRolling && kept.counted === this.#asOf.counted
    return { answer: await kept.answer, asOf: isCurrent ? asOf : kept.asOf }
  }

  #serves({ tookMs, counted, beganMs }: Kept<Answer>, isRolling: boolean): boolean {
    if (tookMs === null) return true
    const ageMs = this.#nowMs() - beganMs
    const isCurrent = counted === this.#asOf.counted && (!isRolling || ageMs < rollingForMs)
    return isCurrent || (tookMs >= dearFromMs && ageMs < restsOfDear * tookMs)
  }

  /** What was computed long ago is not given in the place of what is computed: then whoever asks waits. */
  #mayStandIn({ tookMs, beganMs }: Kept<Answer>): boolean {
    return tookMs !== null && tookMs >= dearFromMs && this.#nowMs() - beganMs < standsInForMs
  }

  #begin(key: string, asOf: Date, compute: () => Promise<Answer>, known: Kept<Answer> | undefined): Kept<Answer> {
    const before = known && this.#mayStandIn(known) ? known : null
    // Others wait for it too, so it goes on when the first who asked has gone.
    const answer = outsideRequests(compute)
    const beganMs = this.#nowMs()
    const kept: Kept<Answer> = { answer, asOf, counted: this.#asOf.counted, beganMs, tookMs: null, before }
    this.#kept.set(key, kept)
    answer.then(
      () => {
        kept.tookMs = this.#nowMs() - beganMs
        kept.before = null
      },
      () => {
        if (this.#kept.get(key) !== kept) return
        if (before) this.#kept.set(key, before)
        else this.#kept.delete(key)
      },
    )
    return kept
  }
}
