import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrateClickHouse } from '@forum/migrations'
import { cleanUp, testClickHouse } from '@forum/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logRowsOf } from '../src/modules/ingestion/log-rows.ts'
import { rowsOf } from '../src/modules/ingestion/rows.ts'
import { log } from './story/generated-story.ts'
import { freshTotals, keptTotals } from './story/kept-totals.ts'
import { clientOf, openTestClickHouse } from './story/stores.ts'

const migrations = join(import.meta.dirname, '../clickhouse')
const firstWithCounts = '0006'

/** A store as the last version left it that had views write what is counted. */
async function openBefore() {
  const { url } = await testClickHouse()
  const database = `forum_test_${crypto.randomUUID().slice(0, 12).replaceAll('-', '')}`
  const directory = mkdtempSync(join(tmpdir(), 'stats-before-'))
  for (const file of readdirSync(migrations))
    if (file < firstWithCounts) cpSync(join(migrations, file), join(directory, file))
  await migrateClickHouse({ url, database, directory })
  rmSync(directory, { recursive: true })
  const { clickhouse } = clientOf({ url, database })
  cleanUp(() => clickhouse.command(`DROP DATABASE ${database}`))
  return { clickhouse, migrate: () => migrateClickHouse({ url, database, directory: migrations }) }
}

/** Then the states had shorter names. */
const nameBefore = (table: string): string => table.replace(/_states$/, 's')

const isRemoved = (data: object): boolean => 'removed' in data && data.removed === true

test('what was counted before there were counts is counted the same', async () => {
  const { clickhouse: fresh } = await openTestClickHouse()
  await fc.assert(
    fc.asyncProperty(log, async (all) => {
      // Nor were there moderators.
      const events = all.filter(({ data }) => !isRemoved(data))
      const { clickhouse, migrate } = await openBefore()
      const { views: _views, post_counts: _counts, ...rows } = rowsOf(events)
      for (const [table, each] of Object.entries({ ...rows, events: logRowsOf(events) }))
        await clickhouse.insert(nameBefore(table), each)
      await Promise.all([migrate(), migrate()])
      expect(await keptTotals(clickhouse)).toEqual(await freshTotals(fresh, events))
    }),
    { numRuns: 3, endOnFailure: true },
  )
}, 120_000)
