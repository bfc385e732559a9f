import { createClient } from '@clickhouse/client'
import { databaseAt } from '@forum/migrations'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testBroker, testClickHouse, testDatabase, testStores } from './index.ts'

test('each test gets a migrated database that nobody else writes to', async () => {
  const [one, other] = await Promise.all([testDatabase('auth'), testDatabase('auth')])
  const client = new pg.Client({ connectionString: one.url })
  await client.connect()
  await client.query('CREATE TABLE only_here (id int)')
  const tables = await client.query(`SELECT to_regclass('outbox') AS outbox`)
  await client.end()
  expect(tables.rows).toEqual([{ outbox: 'outbox' }])
  const second = new pg.Client({ connectionString: other.url })
  await second.connect()
  const { rows } = await second.query(`SELECT to_regclass('only_here') AS here`)
  await second.end()
  expect(rows).toEqual([{ here: null }])
})

test('a dropped database is gone although a connection to it is open', async () => {
  const { url, drop } = await testDatabase('stats')
  const client = new pg.Client({ connectionString: url })
  const cut = new Promise((resolve) => client.on('error', resolve)) // the refusal, then the closed socket
  await client.connect()
  await drop()
  await cut
  const again = new pg.Client({ connectionString: url })
  await expect(again.connect()).rejects.toMatchObject({ code: '3D000' })
})

test('a ClickHouse database has the tables of Stats', async () => {
  const { url, database } = await testClickHouse()
  const client = createClient({ url, database })
  const result = await client.query({
    query: 'SELECT count() > 0 AS there FROM schema_migrations',
    format: 'JSONEachRow',
  })
  expect(await result.json()).toEqual([{ there: 1 }])
  await client.close()
})

test('a broker has topics of its own', async () => {
  const broker = await testBroker()
  const offsets = await broker.offsets('nobody', ['posts'])
  expect(offsets.map(({ partition, end }) => [partition, end])).toEqual([
    [0, 0n],
    [1, 0n],
  ])
})

test('a database of the same server has the same address', () => {
  const { postgresUrl } = testStores()
  expect(new URL(databaseAt(postgresUrl, 'other')).host).toBe(new URL(postgresUrl).host)
})
