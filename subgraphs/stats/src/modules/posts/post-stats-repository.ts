import { z } from 'zod'
import type { Buckets } from '../../calendar/buckets.ts'
import { seriesParameters } from '../../calendar/series.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'

const totalsSql = readSql(import.meta.dirname, 'post-totals.sql')
const daysSql = readSql(import.meta.dirname, 'post-days.sql')
const count = z.number().int().min(0)

const totalsRow = z.object({
  post_id: z.string(),
  author_id: z.string(),
  visibility: z.enum(['PUBLIC', 'PRIVATE']),
  deleted: z.boolean(),
  removed: z.boolean(),
  views: count,
  unique_viewers: count,
  likes: count,
  comments: count,
  reposts: count,
})

const dayRow = z.object({
  post_id: z.string(),
  bucket: z.number().int(),
  views: count,
  likes: count,
  comments: count,
  reposts: count,
})

export type PostTotals = z.output<typeof totalsRow>
export type PostDayRow = z.output<typeof dayRow>

export class PostStatsRepository {
  readonly #clickhouse: ClickHouse

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse
  }

  /** Of all these posts in one query; those that Stats has not heard of are absent. */
  async totals(posts: readonly string[]): Promise<Map<string, PostTotals>> {
    const rows = await this.#clickhouse.query({ sql: totalsSql, parameters: { posts: [...posts] }, row: totalsRow })
    return new Map(rows.map((row) => [row.post_id, row]))
  }

  /** What came about on these posts, by bucket; empty buckets are absent. */
  async days(posts: readonly string[], buckets: Buckets): Promise<Map<string, PostDayRow[]>> {
    const parameters = { posts: [...posts], ...seriesParameters(buckets) }
    const rows = await this.#clickhouse.query({ sql: daysSql, parameters, row: dayRow })
    return Map.groupBy(rows, (row) => row.post_id)
  }
}
