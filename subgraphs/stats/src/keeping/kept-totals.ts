import { outsideRequests } from '@forum/service-kit'
import { LRUCache } from 'lru-cache'
import type { Watermark } from '../modules/as-of/watermark.ts'

/** How long ids of several requests gather for one query. */
const gatherMs = 2
/** As many as one query is asked for. */
const mostIds = 1_000
const mostKept = 20_000

/** What is counted of one thing, and the moment as of which that is true; null where nothing is. */
export type KeptTotal<Totals> = { totals: Totals | null; asOf: Date }

type Reading<Totals> = { ids: Set<string>; asOf: Date | null; rows: PromiseWithResolvers<ReadonlyMap<string, Totals>> }
type Known<Totals> = { totals: Totals | null }

/**
 * Totals by id, which are the same for whoever asks: kept until something was counted, and what several requests ask for within two
 * milliseconds is one query. Keeps 20,000 at most.
 */
export class KeptTotals<Totals extends object> {
  readonly #asOf: Watermark
  readonly #read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Totals>>
  readonly #kept = new LRUCache<string, Known<Totals> | Reading<Totals>>({ max: mostKept })
  #counted = -1
  #gathering: Reading<Totals> | undefined

  /** @param read those that are absent in its answer have no totals */
  constructor(asOf: Watermark, read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Totals>>) {
    this.#asOf = asOf
    this.#read = read
  }

  /** @throws SUBGRAPH_UNAVAILABLE while the numbers are being built */
  async get(ids: readonly string[]): Promise<Map<string, KeptTotal<Totals>>> {
    const now = this.#asOf.require()
    this.#forgetOutdated()
    const entries = ids.map((id) => [id, this.#kept.get(id) ?? this.#gather(id)] as const)
    // All are waited for at once: one that fails while another is waited for would be nobody's.
    const found = entries.map(async ([id, entry]): Promise<[string, KeptTotal<Totals>]> => {
      // Nothing was counted since, so what was true then is true now.
      if ('totals' in entry) return [id, { totals: entry.totals, asOf: now }]
      const rows = await entry.rows.promise
      return [id, { totals: rows.get(id) ?? null, asOf: entry.asOf ?? now }]
    })
    return new Map(await Promise.all(found))
  }

  /** What was read before something was counted, also where that is still under way, is for those who waited for it. */
  #forgetOutdated(): void {
    const { counted } = this.#asOf
    if (counted === this.#counted) return
    this.#counted = counted
    this.#kept.clear()
    if (this.#gathering) for (const id of this.#gathering.ids) this.#kept.set(id, this.#gathering)
  }

  #gather(id: string): Reading<Totals> {
    const reading = this.#gathering ?? this.#begin()
    reading.ids.add(id)
    this.#kept.set(id, reading)
    if (reading.ids.size >= mostIds) this.#send(reading)
    return reading
  }

  #begin(): Reading<Totals> {
    const reading: Reading<Totals> = { ids: new Set(), asOf: null, rows: Promise.withResolvers() }
    this.#gathering = reading
    setTimeout(() => this.#send(reading), gatherMs)
    return reading
  }

  #send(reading: Reading<Totals>): void {
    if (this.#gathering !== reading) return
    this.#gathering = undefined
    reading.asOf = this.#asOf.current
    // Several requests wait for it, so it goes on when the first who asked has gone.
    outsideRequests(() => this.#read([...reading.ids])).then(
      (rows) => {
        this.#settle(reading, rows)
        reading.rows.resolve(rows)
      },
      (error: unknown) => {
        this.#settle(reading, null)
        reading.rows.reject(error)
      },
    )
  }

  /** Puts what was read in the place of the reading, unless something was counted meanwhile. @param rows null where it failed */
  #settle(reading: Reading<Totals>, rows: ReadonlyMap<string, Totals> | null): void {
    for (const id of reading.ids) {
      if (this.#kept.peek(id) !== reading) continue
      if (rows) this.#kept.set(id, { totals: rows.get(id) ?? null })
      else this.#kept.delete(id)
    }
  }
}
