import { type DayRange, readBuckets } from '../../calendar/buckets.ts'
import { alongBuckets } from '../../calendar/series.ts'
import { KeptTotals } from '../../keeping/kept-totals.ts'
import type { Watermark } from '../as-of/watermark.ts'
import type { UserStatsRepository, UserTotals } from './user-stats-repository.ts'

export type UserStats = {
  userId: string
  posts: number
  comments: number
  likesGiven: number
  likesReceived: number
  viewsReceived: number
  followers: number
  asOf: Date
}

export type UserDay = {
  date: string
  posts: number
  comments: number
  likesReceived: number
  viewsReceived: number
  complete: boolean
}

export class UserStatsService {
  readonly #repository: UserStatsRepository
  readonly #totals: KeptTotals<UserTotals>

  constructor(repository: UserStatsRepository, asOf: Watermark) {
    this.#repository = repository
    this.#totals = new KeptTotals(asOf, (users) => repository.totals(users))
  }

  /** The same for whoever asks. Whether a person exists is Auth's to say: of one who did nothing the numbers are zeros. */
  async stats(users: readonly string[]): Promise<Map<string, UserStats>> {
    const found = await this.#totals.get(users)
    return new Map([...found].map(([user, { totals, asOf }]) => [user, statsOf(user, totals, asOf)]))
  }

  /** @throws BAD_USER_INPUT, RANGE_TOO_WIDE */
  async days(users: readonly string[], range: DayRange, asOf: Date): Promise<Map<string, UserDay[]>> {
    const buckets = readBuckets(range, 'DAY')
    const rows = await this.#repository.days(users, buckets)
    const daysOf = (user: string) =>
      alongBuckets(buckets, rows.get(user) ?? [], ({ day, end }, row): UserDay => {
        const {
          posts = 0,
          comments = 0,
          likes_received: likesReceived = 0,
          views_received: viewsReceived = 0,
        } = row ?? {}
        return { date: day, posts, comments, likesReceived, viewsReceived, complete: end <= asOf.getTime() }
      })
    return new Map(users.map((user) => [user, daysOf(user)]))
  }
}

function statsOf(userId: string, totals: UserTotals | null, asOf: Date): UserStats {
  return {
    userId,
    posts: totals?.posts ?? 0,
    comments: totals?.comments ?? 0,
    likesGiven: totals?.likes_given ?? 0,
    likesReceived: totals?.likes_received ?? 0,
    viewsReceived: totals?.views_received ?? 0,
    followers: totals?.followers ?? 0,
    asOf,
  }
}
