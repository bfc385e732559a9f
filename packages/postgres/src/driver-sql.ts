import pg from 'pg'
import { readInstant } from './read-instant.ts'
import { type Sql, type SqlFragment, sql } from './sql.ts'

const { builtins } = pg.types
const bigintArray = 1016
// The driver's types know the numbers of scalars only.
const parseBigintArray: (text: string) => (string | null)[] = pg.types.getTypeParser(bigintArray as number)

/** What the driver gives otherwise than Prisma does, or slowly, by the type's number: with these both give the same. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: BigInt,
  [builtins.TIMESTAMPTZ]: readInstant,
  [bigintArray]: (text) => parseBigintArray(text).map((each) => (each === null ? null : BigInt(each))),
  // A day is a moment too: its midnight in UTC.
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => parsers[id] ?? pg.types.getTypeParser(id, format),
}

/** Sends a statement by the driver: to any connection of a pool, or to the one of a transaction. */
export type SendStatement = (statement: pg.QueryConfig) => Promise<pg.QueryResult>

/**
 * SQL that is written out, sent by the driver itself: Prisma's client reads each answer three times on its way, and gives nothing beyond the driver
 * for it.
 */
export class DriverSql implements Sql {
  readonly #send: SendStatement
  readonly #nameOf: (query: { sql: string }) => string

  /** @param nameOf names of prepared statements; the empty one is none */
  constructor(send: SendStatement, nameOf: (query: { sql: string }) => string) {
    this.#send = send
    this.#nameOf = nameOf
  }

  async $queryRaw<Result = unknown>(query: TemplateStringsArray | SqlFragment, ...values: unknown[]): Promise<Result> {
    const { rows } = await this.#run(query, values)
    return rows as Result // the caller says what its statement answers, as with Prisma; `select` checks
  }

  async $executeRaw(query: TemplateStringsArray | SqlFragment, ...values: unknown[]): Promise<number> {
    const { rowCount } = await this.#run(query, values)
    return rowCount ?? 0
  }

  #run(query: TemplateStringsArray | SqlFragment, given: unknown[]): Promise<pg.QueryResult> {
    const { text, values } = 'raw' in query ? sql(query, ...given) : query
    return this.#send({ text, name: this.#nameOf({ sql: text }), values: values.map(written), types })
  }
}

/** The driver writes a Date in the zone of this machine, which a column without a zone would then take for UTC. */
const written = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)
