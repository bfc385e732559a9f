import type { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { type Metrics, traced } from '@forum/service-kit'
import { Counter } from 'prom-client'
import { z } from 'zod'
import { meaningForPage, meaningOf } from './failures.ts'
import { type Limits, limited } from './limits.ts'

export type QueryParameters = Record<string, string | number | boolean | readonly (string | number)[]>

export type ClickHouseOptions = { url: string; database: string; metrics: Metrics }

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

/**
 * The numbers' store. Every query is parameterised, bounded by its SETTINGS clause, counted in `clickhouse_queries_total`, and its rows are
 * read by a schema. When ClickHouse is away or overloaded it throws StoreUnavailable, or SUBGRAPH_UNAVAILABLE where a page waits.
 */
export class ClickHouse {
  readonly #client: ClickHouseClient
  /** Of its own for what takes minutes, so that files never keep pages from a connection. */
  readonly #streams: ClickHouseClient
  readonly #queries: Counter<'kind'>

  constructor({ url, database, metrics }: ClickHouseOptions) {
    const options = {
      url,
      database,
      use_multipart_params_auto: true,
      keep_alive: { idle_socket_ttl: 1_500 },
      clickhouse_settings: settings,
      log: { level: ClickHouseLogLevel.OFF }, // it logs what it throws
    }
    this.#client = createClient({ ...options, request_timeout: 65_000, max_open_connections: 16 })
    this.#streams = createClient({ ...options, request_timeout: 3_600_000, max_open_connections: 4 })
    this.#queries = new Counter({
      name: 'clickhouse_queries_total',
      help: 'Statements sent to ClickHouse.',
      labelNames: ['kind'],
      registers: [metrics],
    })
  }

  /** Rows of a SELECT. Aborting ends the query. */
  async query<Row>({ sql, parameters = {}, row, limits = 'page', signal }: Query<Row>): Promise<Row[]> {
    this.#queries.inc({ kind: 'query' })
    const client = limits === 'export' ? this.#streams : this.#client
    const rows = await traced('clickhouse query', { kind: 'client' }, () =>
      client
        .query({
          query: limited(sql, limits),
          query_params: parameters,
          format: 'JSONEachRow',
          ...(signal && { abort_signal: signal }),
        })
        .then((answer) => answer.json<unknown>()),
    ).catch((error: unknown) => {
      throw limits === 'page' ? meaningForPage(error) : meaningOf(error)
    })
    return z.array(row).parse(rows)
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
    await Promise.all([this.#client.close(), this.#streams.close()])
  }
}

function rethrow(error: unknown): never {
  throw meaningOf(error)
}
