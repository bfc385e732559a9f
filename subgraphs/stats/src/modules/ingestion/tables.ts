import type { ClickHouse } from '../../clickhouse/clickhouse.ts'

/** Everything that consuming writes, and nothing that a replay would not bring back. */
const tables = [
  'post_states',
  'comment_states',
  'like_states',
  'repost_states',
  'follow_states',
  'users',
  'profiles',
  'post_counts',
  'post_counts_by_author',
  'comment_counts_by_author',
  'likes_by_giver',
  'user_counts',
  'requests_by_quarter',
]

/** Hold views, of which Kafka forgets the oldest. */
const tablesOfViews = ['events', 'views_by_quarter', 'views_by_time', 'activity_sets']

/**
 * Empties the tables. Consumers must be at rest, and begin at the beginning afterwards. With `keepViews` views stay, and with them who was
 * active: both are sets, to which a replay adds only what is missing.
 */
export async function emptyTables(clickhouse: ClickHouse, { keepViews = false } = {}): Promise<void> {
  const emptied = keepViews ? tables : [...tables, ...tablesOfViews]
  for (const table of emptied) await clickhouse.command(`TRUNCATE TABLE ${table}`)
  if (keepViews)
    await clickhouse.command(`ALTER TABLE events DELETE WHERE type != 'post_viewed' SETTINGS mutations_sync = 2`)
}
