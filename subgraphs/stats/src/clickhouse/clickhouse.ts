import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { currentRequest, type Logger, type Metrics, traced } from '@forum/service-kit'
import { Counter, Histogram } from 'prom-client'
import { z } from 'zod'
import { meaningOf } from './failures.ts'
import { type Limits, limited } from './limits.ts'
import { Places } from './places.ts'

export type QueryParameters = Record<string, string | number | boolean | readonly (string | number)[]>

export type ClickHouseOptions = { url: string; database: string; metrics: Metrics; logger: Logger }

/** Of every statement alike, because the embedded ClickHouse works on sessions that it would have to set back. */
const settings = {
  // Not batched by the server: what is committed to Kafka after an insert must be there.
  async_insert: 0,
  // A batch may span years of monthly partitions.
  max_partitions_per_insert_block: '0',
  // The embedded ClickHouse writes parameters into the statement, and a thousand keys in several places are long.
  max_query_size: '8000000',
} as const

type Query<Row> = {
  sql: string
  parameters?: QueryParameters
  row: z.ZodType<Row>
  limits?: Limits
  signal?: AbortSignal
}

type Sent = { sql: string; parameters: QueryParameters; limits: Limits; signal: AbortSignal | undefined }

const pagesAtOnce = 16

/**
 * The numbers' store. Every query is parameterised, bounded by its SETTINGS clause, counted in `forum_clickhouse_queries_total`, and its rows are
 * read by a schema. When ClickHouse is away or overloaded it throws StoreUnavailable. A query of a request whose caller has gone is ended.
 */
export class ClickHouse {
  readonly #client: ClickHouseClient
  /** Somebody waits for these, and not longer than ClickHouse may take for one. */
  readonly #pages: ClickHouseClient
  readonly #places = new Places({ places: pagesAtOnce, waitMs: 1_500 })
  /** Of its own for what takes minutes, so that files never keep pages from a connection. */
  readonly #streams: ClickHouseClient
  readonly #queries: Counter<'kind'>
  readonly #durations: Histogram<'limits'>
  readonly #logger: Logger

  constructor({ url, database, metrics, logger }: ClickHouseOptions) {
    this.#logger = logger
    const options = {
      url,
      database,
      use_multipart_params_auto: true,
      keep_alive: { idle_socket_ttl: 1_500 },
      clickhouse_settings: settings,
      log: { level: ClickHouseLogLevel.OFF }, // it logs what it throws
    }
    this.#pages = createClient({ ...options, request_timeout: 11_000, max_open_connections: pagesAtOnce })
    this.#client = createClient({ ...options, request_timeout: 65_000, max_open_connections: 8 })
    this.#streams = createClient({ ...options, request_timeout: 3_600_000, max_open_connections: 4 })
    this.#queries = new Counter({
      name: 'forum_clickhouse_queries_total',
      help: 'Statements sent to ClickHouse.',
      labelNames: ['kind'],
      registers: [metrics],
    })
    this.#durations = new Histogram({
      name: 'forum_clickhouse_query_duration_seconds',
      help: 'Time from sending a query to ClickHouse to its last row, by the limits that it runs within.',
      labelNames: ['limits'],
      buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
      registers: [metrics],
    })
  }

  /** Rows of a SELECT. Aborting ends the query; a page's is aborted when its caller has gone. */
  async query<Row>({ sql, parameters = {}, row, limits = 'page', signal }: Query<Row>): Promise<Row[]> {
    const rows =
      limits === 'page'
        ? await this.#places
            .use(() => this.#rows(this.#pages, { sql, parameters, limits, signal: currentRequest()?.signal }))
            .catch(rethrow)
        : await this.#rows(limits === 'export' ? this.#streams : this.#client, { sql, parameters, limits, signal })
    return z.array(row).parse(rows)
  }

  async #rows(client: ClickHouseClient, { sql, parameters, limits, signal }: Sent): Promise<unknown[]> {
    // Of a batch nobody waits for the answer.
    this.#queries.inc({ kind: limits === 'batch' ? 'batch' : 'query' })
    const end = this.#durations.startTimer({ limits })
    const queryId = randomUUID()
    try {
      return await traced('clickhouse query', { kind: 'client' }, async () => {
        const answer = await client.query({
          query: limited(sql, limits),
          query_id: queryId,
          query_params: parameters,
          format: 'JSONEachRow',
          ...(signal && { abort_signal: signal }),
        })
        return answer.json<unknown>()
      })
    } catch (error) {
      if (!signal?.aborted) throw meaningOf(error)
      this.#kill(queryId)
      throw signal.reason
    } finally {
      end()
    }
  }

  /** ClickHouse goes on with a query whose connection was closed unless it is told. */
  #kill(queryId: string): void {
    this.#queries.inc({ kind: 'kill' })
    this.#client
      .command({ query: 'KILL QUERY WHERE query_id = {queryId:String} ASYNC', query_params: { queryId } })
      .catch((error: unknown) => {
        this.#logger.debug({ err: error }, 'a query of a caller that has gone could not be ended; it ends by itself')
      })
  }

  /** Adds rows, and resolves when they are readable. */
  async insert(table: string, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return
    this.#queries.inc({ kind: 'insert' })
    await traced('clickhouse insert', { kind: 'client', attributes: { 'db.rows': rows.length } }, () =>
      this.#client.insert({
        table,
        values: rows,
        format: 'JSONEachRow',
      }),
    ).catch(rethrow)
  }

  /** Adds the rows of a SELECT, and resolves when they are readable. @param sql an INSERT … SELECT */
  async insertSelected(sql: string, parameters: QueryParameters): Promise<void> {
    this.#queries.inc({ kind: 'insert' })
    await traced('clickhouse insert', { kind: 'client' }, () =>
      this.#client.command({ query: limited(sql, 'batch'), query_params: parameters }),
    ).catch(rethrow)
  }

  /** A statement without an answer. */
  async command(sql: string): Promise<void> {
    this.#queries.inc({ kind: 'command' })
    await this.#client.command({ query: sql }).catch(rethrow)
  }

  /** The answer of a SELECT in one of ClickHouse's formats, as it comes. Aborting ends the query. */
  async stream(sql: string, parameters: QueryParameters, format: string, signal: AbortSignal): Promise<Readable> {
    this.#queries.inc({ kind: 'stream' })
    const query = `${limited(sql, 'export')}\nFORMAT ${format}`
    const { stream } = await this.#streams
      .exec({
        query,
        query_params: parameters,
        abort_signal: signal,
        // A server that fails half-way would otherwise write its error into the file; so it answers when it knows.
        clickhouse_settings: { wait_end_of_query: 1 },
      })
      .catch(rethrow)
    return stream
  }

  async isReady(): Promise<boolean> {
    return (await this.#client.ping()).success
  }

  /** @throws what keeps it from answering */
  async demand(): Promise<void> {
    const answer = await this.#client.ping()
    if (!answer.success) throw answer.error
  }

  async close(): Promise<void> {
    await Promise.all([this.#client.close(), this.#pages.close(), this.#streams.close()])
  }
}

function rethrow(error: unknown): never {
  throw meaningOf(error)
}
