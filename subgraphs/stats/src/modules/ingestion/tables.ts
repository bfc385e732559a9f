import type { ClickHouse } from '../../clickhouse/clickhouse.ts'

/** Everything that consuming writes, and nothing that a replay would not bring back. */
export const tables = [
  'events',
  'posts',
  'comments',
  'likes',
  'likes_by_user',
  'reposts',
  'follows',
  'users',
  'profiles',
  'post_totals',
  'post_totals_by_author',
  'comment_totals',
  'user_totals',
  'views_by_post',
  'activity_by_quarter',
  'requests_by_quarter',
] as const

/** Empties the tables. Consumers must be at rest, and begin at the beginning afterwards. */
export async function emptyTables(clickhouse: ClickHouse): Promise<void> {
  for (const table of tables) await clickhouse.command(`TRUNCATE TABLE ${table}`)
}
