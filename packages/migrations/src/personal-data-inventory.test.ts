import { createClient } from '@clickhouse/client'
import { testClickHouse, testDatabase } from '@forum/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { inventory } from './personal-data-inventory.ts'

type Table = { name: string; columns: string[] }

async function ofPostgres(store: 'auth' | 'posts' | 'stats'): Promise<Table[]> {
  const client = new pg.Client({ connectionString: (await testDatabase(store)).url })
  await client.connect()
  try {
    const { rows } = await client.query<Table>(`
      SELECT relname AS name, array_agg(attname::text) AS columns FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm') AND attnum > 0 AND NOT attisdropped AND relname <> '_prisma_migrations'
      GROUP BY relname`)
    return rows
  } finally {
    await client.end()
  }
}

async function ofClickHouse(): Promise<Table[]> {
  const { url, database } = await testClickHouse()
  const client = createClient({ url, database })
  try {
    const answer = await client.query({
      query:
        'SELECT table, groupArray(name) AS columns FROM system.columns WHERE database = currentDatabase() GROUP BY table',
      format: 'JSONEachRow',
    })
    const rows = await answer.json<{ table: string; columns: string[] }>()
    return rows.map(({ table, columns }) => ({ name: table, columns }))
  } finally {
    await client.close()
  }
}

test.each([
  ['auth', () => ofPostgres('auth')],
  ['posts', () => ofPostgres('posts')],
  ['stats', () => ofPostgres('stats')],
  ['clickhouse', ofClickHouse],
] as const)('of each column of %s it is said what the end of an account does to it', async (store, tablesOf) => {
  const tables = await tablesOf()
  expect(tables.length).toBeGreaterThan(5)
  const found = tables.map(({ name, columns }) => [`${store}.${name}`, columns.toSorted().join(' ')] as const)
  const said = Object.entries(inventory).flatMap(([table, [, columns]]) =>
    table.startsWith(`${store}.`) ? [[table, columns] as const] : [],
  )
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(said))
})
