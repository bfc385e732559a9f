import { empty, raw, type Sql as SqlFragment, sqltag as sql } from '@prisma/client/runtime/client'

/** What runs SQL: the pool, or a transaction. Every Prisma client is one. */
export type Sql = {
  $queryRaw<Result = unknown>(query: TemplateStringsArray | SqlFragment, ...values: unknown[]): Promise<Result>
  $executeRaw(query: TemplateStringsArray | SqlFragment, ...values: unknown[]): Promise<number>
}

/** Reads a row as the driver gives it: a schema, or what puts several together. @throws when it is another one */
export type RowReader<Row> = { parse(row: unknown): Row }

/** Runs a statement and reads its rows by a schema, so that a column that changes its type is noticed at the edge. */
export async function select<Row>(db: Sql, row: RowReader<Row>, statement: SqlFragment): Promise<Row[]> {
  const rows = await db.$queryRaw<unknown[]>(statement)
  return rows.map((found) => row.parse(found))
}

export { empty, raw, type SqlFragment, sql }
