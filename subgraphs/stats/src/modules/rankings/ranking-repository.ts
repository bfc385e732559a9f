import { z } from 'zod'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import type { Limits } from '../../clickhouse/limits.ts'
import { readSql } from '../../clickhouse/sql.ts'
import { timeText } from '../../clickhouse/time.ts'
import type { PostMetric, UserMetric } from '../../generated/graphql.ts'

const topPostsEver = readSql(import.meta.dirname, 'top-posts-ever.sql')
const topPostsInWindow = readSql(import.meta.dirname, 'top-posts-window.sql')

const topUsersEver = readSql(import.meta.dirname, 'top-users-ever.sql')
const topUsersInWindow = readSql(import.meta.dirname, 'top-users-window.sql')

const row = z.object({ id: z.string(), value: z.number().int(), rank: z.number().int() })

export type Ranked = z.output<typeof row>
export type Period = { from: Date; to: Date } | null

export class RankingRepository {
  readonly #clickhouse: ClickHouse

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse
  }

  /** @param limits `batch` where nobody waits for it */
  topPosts(by: PostMetric, period: Period, first: number, limits: Limits = 'page'): Promise<Ranked[]> {
    return this.#top(topPostsEver, topPostsInWindow, by, period, first, limits)
  }

  topUsers(by: UserMetric, period: Period, first: number): Promise<Ranked[]> {
    return this.#top(topUsersEver, topUsersInWindow, by, period, first)
  }

  #top(
    ever: string,
    within: string,
    by: string,
    period: Period,
    first: number,
    limits: Limits = 'page',
  ): Promise<Ranked[]> {
    if (!period) return this.#clickhouse.query({ sql: ever, parameters: { by, first }, row, limits })
    const parameters = { by, first, from: timeText(period.from), to: timeText(period.to) }
    return this.#clickhouse.query({ sql: within, parameters, row, limits })
  }
}
