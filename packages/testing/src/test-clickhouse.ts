import { randomBytes } from 'node:crypto'
import { createClient } from '@clickhouse/client'
import { migrateClickHouse } from '@forum/migrations'
import { cleanUp } from './cleanup.ts'
import { inRepository } from './repository.ts'
import { testStores } from './stores.ts'

/** A ClickHouse database of its own with Stats' tables, dropped when the test (or the file) is over. */
export async function testClickHouse(): Promise<{ url: string; database: string; drop(): Promise<void> }> {
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
  await migrateClickHouse({ url, database, directory: inRepository('subgraphs/stats/clickhouse') })
  return { url, database, drop }
}
