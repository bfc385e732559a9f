import type { RankedPost, RankingName } from '@forum/events'
import { z } from 'zod'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'
import { timeText } from '../../clickhouse/time.ts'
import type { Window } from '../../generated/graphql.ts'
import type { RankingService } from '../rankings/ranking-service.ts'

/** How far down a ranking is told. */
const longest = 1_000

const hotSql = readSql(import.meta.dirname, 'hot.sql')
const count = z.number().int().min(0)
const row = z.object({
  postId: z.string(),
  score: count,
  likes: count,
  comments: count,
  reposts: count,
  people: count,
})

const windows: Record<Exclude<RankingName, 'HOT'>, Window> = {
  TOP_DAY: 'DAY',
  TOP_WEEK: 'WEEK',
  TOP_MONTH: 'MONTH',
  TOP_YEAR: 'YEAR',
  TOP_ALL: 'ALL',
}

/**
 * The rankings that feeds are made of. HOT reads the events of two days, and the reactions to the posts that they are about: its cost grows with what
 * happens in two days. TOP is topPosts by likes: a window reads all likes, ALL one number of each post.
 */
export class FeedRankings {
  readonly #clickhouse: ClickHouse
  readonly #rankings: RankingService

  constructor(clickhouse: ClickHouse, rankings: RankingService) {
    this.#clickhouse = clickhouse
    this.#rankings = rankings
  }

  /** As of a moment: of all that is counted, what happened before it. */
  async read(ranking: RankingName, at: Date): Promise<RankedPost[]> {
    if (ranking === 'HOT') {
      const parameters = { at: timeText(at), first: longest }
      return this.#clickhouse.query({ sql: hotSql, parameters, row, limits: 'batch' })
    }
    const ranked = await this.#rankings.mostLiked(windows[ranking], at, longest)
    // A like is one person's, so there are as many people.
    return ranked.map(({ id, value }) => ({
      postId: id,
      score: value,
      likes: value,
      comments: 0,
      reposts: 0,
      people: value,
    }))
  }
}
