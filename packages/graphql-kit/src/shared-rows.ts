import { currentRequest, inRequest } from '@forum/service-kit'

/** As many ids as one statement is asked for. */
const mostIds = 1_000

type Gathering<Row> = { ids: Set<string>; rows: PromiseWithResolvers<ReadonlyMap<string, Row>> }

/**
 * Rows by id that are the same for whoever asks: what all requests of one turn of the event loop ask for is one statement, and it is sent after the last
 * of them asked, so nobody gets what was read before. Nothing is kept.
 */
export class SharedRows<Row> {
  readonly #read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>
  #gathering: Gathering<Row> | undefined

  /** @param read those that are absent in its answer do not exist */
  constructor(read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>) {
    this.#read = read
  }

  async get(ids: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    const [first, ...others] = this.#gather(ids)
    if (!first) return new Map()
    if (others.length === 0) return first
    // All are waited for at once: one that fails while another is waited for would be nobody's.
    const parts = await Promise.all([first, ...others])
    return new Map(parts.flatMap((rows) => [...rows]))
  }

  /** What brings the rows of these ids: of one statement, unless they are very many. */
  #gather(ids: readonly string[]): Promise<ReadonlyMap<string, Row>>[] {
    const asked = new Set<Gathering<Row>>()
    for (const id of ids) {
      const gathering = this.#gathering ?? this.#begin()
      gathering.ids.add(id)
      asked.add(gathering)
      if (gathering.ids.size >= mostIds) this.#send(gathering)
    }
    return [...asked].map(({ rows }) => rows.promise)
  }

  #begin(): Gathering<Row> {
    const gathering: Gathering<Row> = { ids: new Set(), rows: Promise.withResolvers() }
    this.#gathering = gathering
    setImmediate(() => this.#send(gathering))
    return gathering
  }

  #send(gathering: Gathering<Row>): void {
    if (this.#gathering !== gathering) return
    this.#gathering = undefined
    const { resolve, reject } = gathering.rows
    // Several requests wait for it, so it goes on when one of them has gone; it waits for a connection no longer than one of them would.
    const scope = { id: currentRequest()?.id ?? 'several', signal: new AbortController().signal }
    inRequest(scope, () => this.#read([...gathering.ids])).then(resolve, reject)
  }
}
