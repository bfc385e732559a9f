import { outsideRequests } from '@forum/service-kit'
import type { Window } from '../../generated/graphql.ts'
import type { Watermark } from '../as-of/watermark.ts'
import type { Ranked } from './ranking-repository.ts'

/** How long a ranking of a rolling period is shown, although time alone changes it. */
const rollingForMs = 1_000

/** `isDone` once the items are there. */
type Kept = { items: Promise<Ranked[]>; isDone: boolean; asOf: Date; counted: number; beganMs: number }

/**
 * Keeps each ranking until events were counted that could change it; while it is computed whoever asks waits for the same. One is kept for each
 * name and window: 45 in all.
 */
export class KeptRankings {
  readonly #asOf: Watermark
  readonly #nowMs: () => number
  readonly #kept = new Map<string, Kept>()

  /** @param nowMs monotonic milliseconds */
  constructor(asOf: Watermark, nowMs = () => performance.now()) {
    this.#asOf = asOf
    this.#nowMs = nowMs
  }

  /** The ranking, and the moment as of which it is true. */
  async get(
    name: string,
    window: Window,
    compute: () => Promise<Ranked[]>,
  ): Promise<{ items: readonly Ranked[]; asOf: Date }> {
    const asOf = this.#asOf.require()
    const key = `${name}, ${window}`
    const known = this.#kept.get(key)
    const kept = known && this.#serves(known, window) ? known : this.#begin(key, asOf, compute)
    // Nothing was counted since, so what is true of the whole time then is true of it now.
    const isCurrent = window === 'ALL' && kept.counted === this.#asOf.counted
    return { items: await kept.items, asOf: isCurrent ? asOf : kept.asOf }
  }

  #serves({ isDone, counted, beganMs }: Kept, window: Window): boolean {
    if (!isDone) return true
    return counted === this.#asOf.counted && (window === 'ALL' || this.#nowMs() - beganMs < rollingForMs)
  }

  #begin(key: string, asOf: Date, compute: () => Promise<Ranked[]>): Kept {
    // Others wait for it too, so it goes on when the first who asked has gone.
    const items = outsideRequests(compute)
    const kept: Kept = { items, isDone: false, asOf, counted: this.#asOf.counted, beganMs: this.#nowMs() }
    this.#kept.set(key, kept)
    items.then(
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
