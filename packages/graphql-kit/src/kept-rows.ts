import { LRUCache } from 'lru-cache'
import { SharedRows } from './shared-rows.ts'

const mostKept = 10_000
const keptForMs = 60_000

/** Rows by id that hardly ever change and stand on every page: kept for a minute, ten thousand at most. */
export class KeptRows<Row extends object> {
  readonly #kept = new LRUCache<string, Row>({ max: mostKept, ttl: keptForMs })
  readonly #read: SharedRows<Row>

  /** @param read those that are absent in its answer do not exist */
  constructor(read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>) {
    this.#read = new SharedRows(read)
  }

  /** In the order of the ids, without those that do not exist; at once where all are kept. */
  get(ids: readonly string[]): Row[] | Promise<Row[]> {
    const kept = ids.map((id) => this.#kept.get(id))
    return kept.every((row) => row !== undefined) ? kept : this.#load(ids)
  }

  async #load(ids: readonly string[]): Promise<Row[]> {
    const found = await this.#read.get(ids)
    return ids.flatMap((id) => {
      const row = found.get(id)
      if (row) this.#kept.set(id, row)
      return row ? [row] : []
    })
  }
}
