import { randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type RawInsertFormat, Session } from 'chdb'
import { Boundary } from './boundary.ts'
import { ClickHouseError, errorCodes } from './clickhouse-error.ts'
import { bindParameters } from './parameters.ts'
import type { ClickHouseRequest } from './request.ts'
import { isFileFormat, isRowFormat, RepeatedHeader } from './row-formats.ts'
import { type PooledSession, SessionPool } from './session-pool.ts'
import { readStatement, type Statement } from './statement.ts'

export type EngineOptions = {
  path: string
  /** The file that the engine is opened with: what its user may do. */
  configuration: string
  /** For answers that are files; emptied at the start. */
  temporary: string
  sessions: number
  streams: number
  waiting: number
  maxMemoryBytes: number
  maxAnswerBytes: number
}
export type Summary = { readRows: number; writtenRows: number; writtenBytes: number }
/** Where an answer goes. `start` comes before the first byte, and `write` resolves when more may come. */
export type Answer = {
  start(head: { format: string; summary: Summary }): void
  write(chunk: Uint8Array): Promise<void>
  readonly closed: boolean
}

const rawFormats = new Set<string>([
  'JSONEachRow',
  'JSONCompactEachRow',
  'CSV',
  'CSVWithNames',
  'TSV',
  'TabSeparated',
  'TSVWithNames',
  'TabSeparatedWithNames',
])
const isRawFormat = (format: string): format is RawInsertFormat => rawFormats.has(format)
const nothing: Summary = { readRows: 0, writtenRows: 0, writtenBytes: 0 }

/**
 * ClickHouse as a library over one directory. An answer up to `maxAnswerBytes` is made off the event loop by one of `sessions`; a larger one is
 * started again as a stream by one of `streams`, which plans on the event loop but never holds more than a chunk.
 */
export class Engine {
  readonly #queries: SessionPool
  readonly #streams: SessionPool
  readonly #maxAnswerBytes: number
  readonly #temporary: string
  #boundary: Boundary | undefined

  constructor({
    path,
    configuration,
    temporary,
    sessions,
    streams,
    waiting,
    maxMemoryBytes,
    maxAnswerBytes,
  }: EngineOptions) {
    const connectionArgs = [
      `--config-file=${configuration}`,
      `--max_server_memory_usage=${maxMemoryBytes}`,
      '--mark_cache_size=67108864',
      '--uncompressed_cache_size=0',
      '--async_load_databases=0',
    ]
    const open = () => new Session(path, { connectionArgs })
    this.#queries = new SessionPool({ sessions, waiting }, open)
    this.#streams = new SessionPool({ sessions: streams, waiting }, open)
    this.#maxAnswerBytes = maxAnswerBytes
    this.#temporary = temporary
    rmSync(temporary, { recursive: true, force: true })
    mkdirSync(temporary, { recursive: true })
  }

  /** Learns what the engine could reach out with. Call it before the first statement. */
  async open(): Promise<void> {
    const functions = await this.#names('SELECT name FROM system.table_functions')
    const engines = await this.#names(
      'SELECT name FROM system.table_engines UNION DISTINCT SELECT name FROM system.database_engines',
    )
    this.#boundary = new Boundary(functions, engines)
  }

  async #names(query: string): Promise<string[]> {
    const result = await this.#queries.use(({ engine }) => engine.queryAsync(query, { format: 'TabSeparated' }))
    return Buffer.from(result.bytes()).toString().trim().split('\n')
  }

  async run(request: ClickHouseRequest, answer: Answer): Promise<void> {
    const statement = readStatement(bindParameters(request.sql, request.parameters), request.format)
    this.#demandInside(statement.sql)
    if (statement.kind === 'insert') return this.#insert(request, statement, answer)
    if (statement.kind === 'command')
      return this.#queries.use((session) => materialise(session, request, statement, answer))
    if (isFileFormat(statement.format)) return this.#sendFile(request, statement, answer)
    const capped = isRowFormat(statement.format) ? cappedSettings(request.settings, this.#maxAnswerBytes) : null
    if (!capped) return this.#queries.use((session) => materialise(session, request, statement, answer))
    try {
      await this.#queries.use((session) => materialise(session, { ...request, settings: capped }, statement, answer))
    } catch (error) {
      if (ClickHouseError.from(error).code !== errorCodes.tooLargeResult) throw error
      await this.#streams.use((session) => stream(session, request, statement, answer))
    }
  }

  async #sendFile(
    request: ClickHouseRequest,
    statement: Statement & { kind: 'select' },
    answer: Answer,
  ): Promise<void> {
    const { format, withoutFormat } = statement
    const path = join(this.#temporary, randomUUID())
    try {
      await this.#streams.use(async (session) => {
        await session.prepare(request.database, request.settings)
        // The one way out of the database, which no statement of a client may take: the engine's user has no right to the function file().
        await session.engine.queryAsync(`${withoutFormat} INTO OUTFILE '${path}' FORMAT ${format}`)
      })
      answer.start({ format, summary: nothing })
      for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
        if (answer.closed) return
        await answer.write(chunk)
      }
    } finally {
      await rm(path, { force: true })
    }
  }

  #demandInside(sql: string): void {
    if (!this.#boundary) throw new Error('the engine has not been opened')
    this.#boundary.demandInside(sql)
  }

  #insert(request: ClickHouseRequest, statement: Statement & { kind: 'insert' }, answer: Answer): Promise<void> {
    // Rows that the engine reads as a part of the statement, where a value may be an expression.
    const rows = isInserted(request, statement) ? '' : `\n${request.data.toString('utf8')}`
    if (rows.trim() !== '') this.#demandInside(rows)
    return this.#queries.use((session) => insert(session, request, statement, rows, answer))
  }

  async close(): Promise<void> {
    await this.#queries.close()
    await this.#streams.close()
  }
}

/** The caller's own limits of the answer stand: then there is nothing to start again. */
function cappedSettings(settings: Map<string, string>, maxBytes: number): Map<string, string> | null {
  if (settings.has('max_result_bytes') || settings.has('max_result_rows')) return null
  return new Map([...settings, ['max_result_bytes', String(maxBytes)]])
}

async function materialise(
  session: PooledSession,
  request: ClickHouseRequest,
  statement: Statement,
  answer: Answer,
): Promise<void> {
  await session.prepare(request.database, request.settings)
  const result = await session.engine.queryAsync(statement.sql, { format: statement.format })
  answer.start({ format: statement.format, summary: { ...nothing, readRows: result.rowsRead } })
  await answer.write(result.bytes())
}

async function stream(
  session: PooledSession,
  request: ClickHouseRequest,
  statement: Statement,
  answer: Answer,
): Promise<void> {
  await session.prepare(request.database, request.settings)
  const header = new RepeatedHeader(statement.format)
  let started = false
  for await (const chunk of session.engine.queryStream(statement.sql, { format: statement.format })) {
    if (answer.closed) return
    if (!started) answer.start({ format: statement.format, summary: nothing })
    started = true
    await answer.write(header.strip(Buffer.from(chunk.raw())))
  }
  if (!started) answer.start({ format: statement.format, summary: nothing })
}

/** Whether the rows go to the engine beside the statement, as bytes. */
const isInserted = ({ data }: ClickHouseRequest, { target, format }: Statement & { kind: 'insert' }): boolean =>
  data.length > 0 && target !== null && isRawFormat(format)

async function insert(
  session: PooledSession,
  request: ClickHouseRequest,
  statement: Statement & { kind: 'insert' },
  rows: string,
  answer: Answer,
): Promise<void> {
  const { target, format } = statement
  await session.prepare(request.database, request.settings)
  let summary = nothing
  if (request.data.length > 0 && target && isRawFormat(format)) {
    const columns = target.columns.length > 0 ? { columns: target.columns } : {}
    const { rowsWritten, bytesWritten } = await session.engine.insert({
      table: target.table,
      values: request.data,
      format,
      ...columns,
    })
    summary = { ...nothing, writtenRows: rowsWritten, writtenBytes: bytesWritten }
  } else {
    await session.engine.queryAsync(statement.sql + rows)
  }
  answer.start({ format: 'TabSeparated', summary })
}
