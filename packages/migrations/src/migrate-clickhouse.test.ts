import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@clickhouse/client'
import { cleanUp, testStores } from '@forum/testing'
import { expect, test } from 'vitest'
import { migrateClickHouse } from './migrate-clickhouse.ts'
import { sha256 } from './sha256.ts'

function absentDatabase(): { url: string; database: string; rows(query: string): Promise<unknown[]> } {
  const url = testStores().clickhouseUrl
  const database = `forum_test_migrations_${randomBytes(6).toString('hex')}`
  const client = createClient({ url })
  cleanUp(async () => {
    await client.command({ query: `DROP DATABASE IF EXISTS ${database} SYNC` })
    await client.close()
  })
  const rows = async (query: string) =>
    (await client.query({ query: query.replaceAll('@', database), format: 'JSONEachRow' })).json()
  return { url, database, rows }
}

async function migrations(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'forum-migrations-'))
  cleanUp(() => rm(directory, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(directory, name), sql)
  return directory
}

const table = `-- A comment; with a semicolon
CREATE TABLE IF NOT EXISTS a (id UInt8) ENGINE = MergeTree ORDER BY id;
CREATE TABLE IF NOT EXISTS b (id UInt8) ENGINE = MergeTree ORDER BY id;
`

test('makes an Atomic database and applies each file once, in order', async () => {
  const { url, database, rows } = absentDatabase()
  const directory = await migrations({
    '0002_more.sql': 'ALTER TABLE a ADD COLUMN IF NOT EXISTS name String;',
    '0001_init.sql': table,
  })
  expect(await migrateClickHouse({ url, database, directory })).toEqual(['0001_init', '0002_more'])
  expect(await migrateClickHouse({ url, database, directory })).toEqual([])
  expect(await rows(`SELECT engine FROM system.databases WHERE name = '@'`)).toEqual([{ engine: 'Atomic' }])
  expect(await rows('SELECT id, name FROM @.a')).toEqual([])
})

test('may run several times at once', async () => {
  const { url, database, rows } = absentDatabase()
  const directory = await migrations({ '0001_init.sql': table })
  await Promise.all([1, 2, 3].map(() => migrateClickHouse({ url, database, directory })))
  expect(await rows('SELECT name FROM @.schema_migrations FINAL')).toEqual([{ name: '0001_init' }])
})

test.each([
  [
    'a statement that cannot run twice',
    { '0001_init.sql': 'CREATE TABLE a (id UInt8) ENGINE = MergeTree ORDER BY id;' },
    /must be able to run twice/,
  ],
  [
    'rows for a table that would have them twice',
    { '0001_init.sql': `${table}\nINSERT INTO a (id) VALUES (1);` },
    /must be able to run twice/,
  ],
  [
    'a statement that ClickHouse refuses',
    { '0001_init.sql': 'CREATE TABLE IF NOT EXISTS a (id Nope) ENGINE = Memory;' },
    /0001_init: .*Nope/,
  ],
  ['two files of one number', { '0001_a.sql': table, '0001_b.sql': table }, /0001/],
  ['a file without a number', { 'init.sql': table }, /NNNN_name/],
])('refuses %s', async (_case, files, message) => {
  const { url, database } = absentDatabase()
  await expect(migrateClickHouse({ url, database, directory: await migrations(files) })).rejects.toThrow(message)
})

test('rows may be put into a table that it makes and that takes repetitions for one', async () => {
  const { url, database, rows } = absentDatabase()
  const merging = 'CREATE TABLE IF NOT EXISTS b (id UInt8) ENGINE = ReplacingMergeTree ORDER BY id;'
  const directory = await migrations({ '0001_init.sql': `${merging}\nINSERT INTO b (id) VALUES (1);` })
  await Promise.all([1, 2].map(() => migrateClickHouse({ url, database, directory })))
  expect(await rows('SELECT id FROM @.b FINAL')).toEqual([{ id: 1 }])
})

test('refuses an applied migration that was edited', async () => {
  const { url, database } = absentDatabase()
  const directory = await migrations({ '0001_init.sql': table })
  await migrateClickHouse({ url, database, directory })
  await writeFile(join(directory, '0001_init.sql'), `${table}-- edited\n`)
  await expect(migrateClickHouse({ url, database, directory })).rejects.toThrow(/edited/)
})

test('takes an applied migration that is written otherwise and says what it was', async () => {
  const { url, database } = absentDatabase()
  const directory = await migrations({ '0001_init.sql': table })
  await migrateClickHouse({ url, database, directory })
  const formerly = (text: string) => `-- Formerly: ${sha256(text)}\n${table}`
  await writeFile(join(directory, '0001_init.sql'), formerly(table))
  expect(await migrateClickHouse({ url, database, directory })).toEqual([])
  await writeFile(join(directory, '0001_init.sql'), formerly(`${table} `))
  await expect(migrateClickHouse({ url, database, directory })).rejects.toThrow(/edited/)
})
