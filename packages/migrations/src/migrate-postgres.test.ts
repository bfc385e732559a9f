import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanUp, testStores } from '@forum/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { migratePostgres } from './migrate-postgres.ts'
import { MigrationFailed } from './migration-failed.ts'
import { databaseAt } from './roles/role-url.ts'

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** The URL of a database that does not exist yet. */
function absentDatabase(): string {
  const name = `forum_test_migrations_${randomBytes(6).toString('hex')}`
  const { postgresUrl } = testStores()
  cleanUp(async () => {
    await query(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })
  return databaseAt(postgresUrl, name)
}

async function migrations(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'forum-migrations-'))
  cleanUp(() => rm(directory, { recursive: true }))
  await writeFile(join(directory, 'migration_lock.toml'), 'provider = "postgresql"\n')
  for (const [name, sql] of Object.entries(files)) await write(directory, name, sql)
  return directory
}

async function write(directory: string, name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true })
  await writeFile(join(directory, name, 'migration.sql'), sql)
}

test('makes the database, applies what is missing in order, and nothing twice', async () => {
  const url = absentDatabase()
  const directory = await migrations({
    '0002_name': 'ALTER TABLE a ADD name text;',
    '0001_init': 'CREATE TABLE a (id int);',
  })
  expect(await migratePostgres({ url, directory })).toEqual(['0001_init', '0002_name'])
  expect(await migratePostgres({ url, directory })).toEqual([])
  await write(directory, '0003_more', 'CREATE TABLE b (id int);')
  expect(await migratePostgres({ url, directory })).toEqual(['0003_more'])
  expect(await query(url, 'SELECT id, name FROM a')).toEqual([])
})

test('of several at once one applies, the others find nothing to do', async () => {
  const url = absentDatabase()
  const directory = await migrations({ '0001_init': 'CREATE TABLE a (id int);' })
  const applied = await Promise.all(Array.from({ length: 4 }, () => migratePostgres({ url, directory })))
  expect(applied.flat()).toEqual(['0001_init'])
})

test('a script may hold semicolons in comments, texts and function bodies', async () => {
  const url = absentDatabase()
  const sql = `-- first; then second
    CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN n := n * 2; RETURN n; END $$;
    CREATE TABLE a (t text DEFAULT ';');`
  await migratePostgres({ url, directory: await migrations({ '0001_init': sql }) })
  expect(await query(url, 'SELECT twice(21) AS answer')).toEqual([{ answer: 42 }])
})

test('a failed migration leaves nothing behind, says why, and is run again when it is mended', async () => {
  const url = absentDatabase()
  const directory = await migrations({ '0001_init': 'CREATE TABLE a (id int); CREATE TABLE a (id int);' })
  await expect(migratePostgres({ url, directory })).rejects.toThrow(/0001_init|relation "a" already exists/)
  expect(await query(url, `SELECT to_regclass('a') AS a`)).toEqual([{ a: null }])
  await write(directory, '0001_init', 'CREATE TABLE a (id int);')
  expect(await migratePostgres({ url, directory })).toEqual(['0001_init'])
})

test('refuses an applied migration that was edited', async () => {
  const url = absentDatabase()
  const directory = await migrations({ '0001_init': 'CREATE TABLE a (id int);' })
  await migratePostgres({ url, directory })
  await write(directory, '0001_init', 'CREATE TABLE a (id bigint);')
  await expect(migratePostgres({ url, directory })).rejects.toThrow(MigrationFailed)
})

const concurrently = `-- without a transaction
-- Its readers and writers go on meanwhile; one that failed leaves an index that nobody may use.
DROP INDEX CONCURRENTLY IF EXISTS a_id;

CREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);
`

test('what cannot be in a transaction is sent statement by statement, and run again from its beginning when it failed', async () => {
  const url = absentDatabase()
  const directory = await migrations({ '0001_init': 'CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);' })
  await migratePostgres({ url, directory })
  await write(directory, '0002_index', concurrently)
  await expect(migratePostgres({ url, directory })).rejects.toThrow(/could not create unique index/)
  const index = `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('a_id')`
  expect(await query(url, index)).toEqual([{ valid: false }])

  await query(url, 'DELETE FROM a')
  expect(await migratePostgres({ url, directory })).toEqual(['0002_index'])
  expect(await query(url, index)).toEqual([{ valid: true }])
})

test('those who wait for their turn do not keep an index from being built', async () => {
  const url = absentDatabase()
  const directory = await migrations({ '0001_init': 'CREATE TABLE a (id int);', '0002_index': concurrently })
  const applied = await Promise.all(Array.from({ length: 4 }, () => migratePostgres({ url, directory })))
  expect(applied.flat()).toEqual(['0001_init', '0002_index'])
})

test('without the marker such a statement beside another one is refused, and nothing is done', async () => {
  const url = absentDatabase()
  const sql = 'CREATE TABLE a (id int);\n\nCREATE INDEX CONCURRENTLY a_id ON a (id);'
  await expect(migratePostgres({ url, directory: await migrations({ '0001_init': sql }) })).rejects.toThrow(
    /transaction block/,
  )
  expect(await query(url, `SELECT to_regclass('a') AS a`)).toEqual([{ a: null }])
})
