import { randomBytes } from 'node:crypto'
import { createClient } from '@clickhouse/client'
import { migrateClickHouse } from '@forum/migrations'
import { cleanUp } from './cleanup.ts'
import { oldLines } from './old-forum.ts'
import { oldMigrations } from './old-migrations.ts'
import { inRepository } from './repository.ts'
import { testStores } from './stores.ts'

type TestClickHouse = { url: string; database: string; drop(): Promise<void> }

const directory = inRepository('subgraphs/stats/clickhouse')

/** A ClickHouse database of its own with Stats' tables, dropped when the test (or the file) is over. */
export async function testClickHouse(): Promise<TestClickHouse> {
  const made = newDatabase()
  await migrateClickHouse({ ...made, directory })
  return made
}

/** One with the old version's tables and rows, brought to today's. */
export async function oldClickHouse(): Promise<TestClickHouse> {
  const made = newDatabase()
  await migrateClickHouse({ ...made, directory: await oldMigrations('clickhouse', directory) })
  await insertOldRows(made)
  await migrateClickHouse({ ...made, directory })
  return made
}

async function insertOldRows({ url, database }: TestClickHouse): Promise<void> {
  const client = createClient({ url, database })
  try {
    const lines = oldLines<{ table: string; row: object }>('clickhouse.ndjson')
    for (const [table, each] of Map.groupBy(lines, (line) => line.table))
      await client.insert({ table, values: each.map(({ row }) => row), format: 'JSONEachRow' })
  } finally {
    await client.close()
  }
}

function newDatabase(): TestClickHouse {
  const { clickhouseUrl: url } = testStores()
  const database = `forum_test_${randomBytes(6).toString('hex')}`
  const drop = async () => {
    const client = createClient({ url })
    try {
      await client.command({ query: 'DROP DATABASE IF EXISTS {database:Identifier} SYNC', query_params: { database } })
    } finally {
      await client.close()
    }
  }
  cleanUp(drop)
  return { url, database, drop }
}
