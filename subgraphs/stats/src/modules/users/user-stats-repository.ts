import { z } from 'zod'
import type { Buckets } from '../../calendar/buckets.ts'
import { seriesParameters } from '../../calendar/series.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'

const totalsSql = readSql(import.meta.dirname, 'user-totals.sql')
const daysSql = readSql(import.meta.dirname, 'user-days.sql')
const count = z.number().int().min(0)

const totalsRow = z.object({
  user_id: z.string(),
  posts: count,
  comments: count,
  likes_given: count,
  likes_received: count,
  views_received: count,
  followers: count,
})

const dayRow = z.object({
  user_id: z.string(),
  bucket: z.number().int(),
  posts: count,
  comments: count,
  likes_received: count,
  views_received: count,
})

export type UserTotals = z.output<typeof totalsRow>
export type UserDayRow = z.output<typeof dayRow>

export class UserStatsRepository {
  readonly #clickhouse: ClickHouse

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse
  }

  /** Of all these people in one query; those about whom nothing is counted are absent. */
  async totals(users: readonly string[]): Promise<Map<string, UserTotals>> {
    const rows = await this.#clickhouse.query({ sql: totalsSql, parameters: { users: [...users] }, row: totalsRow })
    return new Map(rows.map((row) => [row.user_id, row]))
  }

  /** By bucket; empty buckets are absent. */
  async days(users: readonly string[], buckets: Buckets): Promise<Map<string, UserDayRow[]>> {
    const parameters = { users: [...users], ...seriesParameters(buckets) }
    const rows = await this.#clickhouse.query({ sql: daysSql, parameters, row: dayRow })
    return Map.groupBy(rows, (row) => row.user_id)
  }
}
