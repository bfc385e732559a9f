import { z } from 'zod'
import type { Buckets } from '../../calendar/buckets.ts'
import { seriesParameters } from '../../calendar/series.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'

const sql = readSql(import.meta.dirname, 'activity.sql')
const count = z.number().int().min(0)

const row = z.object({
  bucket: z.number().int(),
  registrations: count,
  posts: count,
  comments: count,
  likes: count,
  reposts: count,
  views: count,
  active_users: count,
})

export type ActivityRow = z.output<typeof row>

export class ActivityRepository {
  readonly #clickhouse: ClickHouse

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse
  }

  /** By bucket; empty buckets are absent. */
  activity(buckets: Buckets): Promise<ActivityRow[]> {
    return this.#clickhouse.query({ sql, parameters: seriesParameters(buckets), row })
  }
}
