import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cleanUp, testDatabase, testStores } from '@forum/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { databaseAt } from './roles/role-url.ts'
import { diffSchemas, unwrittenChange } from './write-migration.ts'

const prisma = join(import.meta.dirname, '..', '..', '..', 'prisma')

type Column = { table: string; column: string; type: string; nullable: boolean; generated: boolean }

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function columnsOf(url: string): Promise<Column[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Column>(`
      SELECT relname AS table, attname AS column, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable, attgenerated <> '' AS generated
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND relname <> '_prisma_migrations'
      ORDER BY 1, 2`)
    return rows
  })
}

/** A database made from schema.prisma alone, which says less than the migrations (no checks, no triggers), but of columns everything. */
async function fromSchema(name: string): Promise<string> {
  const { postgresUrl } = testStores()
  const database = `forum_test_schema_${randomBytes(6).toString('hex')}`
  const sql = await diffSchemas(null, await readFile(join(prisma, name, 'schema.prisma'), 'utf8'))
  await withClient(postgresUrl, (client) => client.query(`CREATE DATABASE ${database}`))
  cleanUp(() =>
    withClient(postgresUrl, async (client) => void (await client.query(`DROP DATABASE ${database} WITH (FORCE)`))),
  )
  const url = databaseAt(postgresUrl, database)
  await withClient(url, (client) => client.query(sql))
  return url
}

test.each(['auth', 'posts', 'stats'] as const)(
  'what the client of %s believes is what its migrations make',
  async (name) => {
    const migrated = await columnsOf((await testDatabase(name)).url)
    const believed = await columnsOf(await fromSchema(name))
    expect(believed.length).toBeGreaterThan(0)
    // A table or column that only SQL uses need not be in schema.prisma; what is there must be true.
    expect(believed.filter((column) => !isTrue(column, migrated))).toEqual([])
  },
)

test.each(['auth', 'posts', 'stats'])('every change of the schema of %s is in a migration', async (name) => {
  expect(await unwrittenChange(join(prisma, name)), 'npm run migration -- DATABASE NAME').toBe('')
})

function isTrue(believed: Column, migrated: Column[]): boolean {
  const real = migrated.find(({ table, column }) => table === believed.table && column === believed.column)
  // A generated column that is never null may be called optional, so that nobody has to give it; of a list Prisma cannot say whether it may be null.
  const isLax = real?.generated || believed.type.endsWith('[]')
  return real?.type === believed.type && (real.nullable === believed.nullable || (isLax && believed.nullable))
}
