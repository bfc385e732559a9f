import { z } from 'zod'
import type { Buckets } from '../../calendar/buckets.ts'
import { seriesParameters } from '../../calendar/series.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'

const sql = readSql(import.meta.dirname, 'activity.sql')
const setsSql = readSql(import.meta.dirname, 'activity-sets.sql')
const count = z.number().int().min(0)

const bucket = z.number().int()
const row = z.object({
  bucket,
  registrations: count,
  posts: count,
  comments: count,
  likes: count,
  reposts: count,
})
const setsRow = z.object({ bucket, views: count, active_users: count })

export type ActivityRow = { bucket: number } & Partial<z.output<typeof row> & z.output<typeof setsRow>>

export class ActivityRepository {
  readonly #clickhouse: ClickHouse

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse
  }

  /** By bucket; empty buckets are absent. */
  async activity(buckets: Buckets): Promise<ActivityRow[]> {
    const parameters = seriesParameters(buckets)
    const [counted, sets] = await Promise.all([
      this.#clickhouse.query({ sql, parameters, row }),
      this.#clickhouse.query({ sql: setsSql, parameters, row: setsRow, limits: 'sets' }),
    ])
    const rows = new Map<number, ActivityRow>(counted.map((each) => [each.bucket, each]))
    for (const each of sets) rows.set(each.bucket, { ...rows.get(each.bucket), ...each })
    return [...rows.values()]
  }
}
