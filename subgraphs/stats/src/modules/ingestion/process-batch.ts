import type { CatalogueEvent } from '@forum/events'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { insertEvents } from './insert.ts'
import { relatedUsers } from './related-users.ts'
import { recomputeComments, recomputePosts, recomputeUsers } from './totals.ts'
import { touchedBy } from './touched.ts'

/**
 * Works a batch off: events -> rows -> insert -> touched keys -> totals. Nothing in it depends on the order or number of times that events
 * come: rows replace by version, sets ignore what they hold, and totals are recomputed from both after the insert.
 */
export async function processBatch(clickhouse: ClickHouse, events: readonly CatalogueEvent[]): Promise<void> {
  await insertEvents(clickhouse, events)
  const touched = touchedBy(events)
  await Promise.all([recomputePosts(clickhouse, touched.posts), recomputeComments(clickhouse, touched.comments)])
  await recomputeUsers(clickhouse, touched.users)
  for await (const users of relatedUsers(clickhouse, touched))
    await recomputeUsers(clickhouse, users.difference(touched.users))
}
