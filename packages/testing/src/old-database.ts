import { readFile } from 'node:fs/promises'
import { migratePostgres } from '@forum/migrations'
import pg from 'pg'
import { cleanUp } from './cleanup.ts'
import { oldFile } from './old-forum.ts'
import { oldMigrations } from './old-migrations.ts'
import { inRepository } from './repository.ts'
import type { DatabaseName } from './template-database.ts'
import { emptyDatabase } from './test-database.ts'

type Tables = Record<string, Record<string, unknown>[]>

type OldDatabase = {
  url: string
  client: pg.Client
  /** Brings it to today's schema. */
  migrate(): Promise<void>
  /** Every row of every table; with those of before, in the columns that they had then. */
  rows(before?: Tables): Promise<Tables>
}

/** A database of its own with the old version's schema and rows: a file of old-data/ unless another dump is given. */
export async function oldDatabase(name: DatabaseName, dump = oldFile(`${name}.sql`)): Promise<OldDatabase> {
  const { url } = await emptyDatabase(name)
  const directory = inRepository('prisma', name, 'migrations')
  await migratePostgres({ url, directory: await oldMigrations(name, directory) })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  cleanUp(() => client.end())
  await client.query(await readFile(dump, 'utf8'))
  return {
    url,
    client,
    migrate: async () => void (await migratePostgres({ url, directory })),
    rows: (before) => rowsOf(client, before),
  }
}

async function rowsOf(client: pg.Client, before?: Tables): Promise<Tables> {
  const { rows: tables } = await client.query<{ name: string }>(`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations' ORDER BY 1`)
  const result: Tables = {}
  for (const { name } of tables) {
    if (before && !before[name]) continue
    const { rows } = await client.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM ${client.escapeIdentifier(name)} t`,
    )
    const columns = before?.[name]?.[0] ? Object.keys(before[name][0]) : undefined
    result[name] = rows.map(({ row }) => (columns ? only(columns, row) : row)).toSorted(byText)
  }
  return result
}

const only = (columns: string[], row: Record<string, unknown>) =>
  Object.fromEntries(columns.map((column) => [column, row[column]]))
const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)
