import { z } from 'zod'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'
import { timeText } from '../../clickhouse/time.ts'

const platformSql = readSql(import.meta.dirname, 'platform.sql')
const requestsSql = readSql(import.meta.dirname, 'requests.sql')
const count = z.number().int().min(0)

const platformRow = z.object({
  users: count,
  posts: count,
  comments: count,
  likes: count,
  reposts: count,
  views: count,
  daily: count,
  weekly: count,
  monthly: count,
})

const requestsRow = z.object({
  operation: z.string(),
  client: z.string(),
  is_total: z.union([z.boolean(), z.number().transform(Boolean)]),
  requests: count,
  errors: count,
  p50: z.number().nullable(),
  p99: z.number().nullable(),
})

export type PlatformRow = z.output<typeof platformRow>
export type RequestsRow = z.output<typeof requestsRow>
export type Periods = { day: Date; week: Date; month: Date; to: Date }

export class PlatformRepository {
  readonly #clickhouse: ClickHouse

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse
  }

  async totals({ day, week, month, to }: Periods): Promise<PlatformRow | undefined> {
    const parameters = { day: timeText(day), week: timeText(week), month: timeText(month), to: timeText(to) }
    const [row] = await this.#clickhouse.query({ sql: platformSql, parameters, row: platformRow })
    return row
  }

  /** All together first, then the hundred most frequent operations. */
  requests(from: Date): Promise<RequestsRow[]> {
    return this.#clickhouse.query({ sql: requestsSql, parameters: { from: timeText(from) }, row: requestsRow })
  }
}
