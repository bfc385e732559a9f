import type { Viewer } from '@forum/graphql-kit'
import { type Buckets, type DayRange, readBuckets } from '../../calendar/buckets.ts'
import { alongBuckets } from '../../calendar/series.ts'
import { KeptTotals } from '../../keeping/kept-totals.ts'
import type { Watermark } from '../as-of/watermark.ts'
import type { PostDayRow, PostStatsRepository, PostTotals } from './post-stats-repository.ts'

export type PostStats = {
  postId: string
  views: number
  uniqueViewers: number
  likes: number
  comments: number
  reposts: number
  asOf: Date
}

export type PostDay = {
  date: string
  views: number
  likes: number
  comments: number
  reposts: number
  complete: boolean
}

export class PostStatsService {
  readonly #repository: PostStatsRepository
  readonly #totals: KeptTotals<PostTotals>

  constructor(repository: PostStatsRepository, asOf: Watermark) {
    this.#repository = repository
    this.#totals = new KeptTotals(asOf, (posts) => repository.totals(posts))
  }

  /**
   * Numbers of posts that Posts has already shown to the viewer (it gave their visibility). What Stats itself holds as deleted, as removed, or as
   * another's private post, is absent all the same; what it has not heard of yet has no numbers but zeros.
   */
  async stats(viewer: Viewer | null, posts: readonly string[]): Promise<Map<string, PostStats>> {
    const found = [...(await this.#totals.get(posts))]
    const visible = found.filter(([, { totals }]) => maySee(viewer, totals))
    return new Map(visible.map(([post, { totals, asOf }]) => [post, statsOf(post, totals, asOf)]))
  }

  /** The days of posts whose numbers the viewer has. @throws BAD_USER_INPUT, RANGE_TOO_WIDE */
  async days(posts: readonly string[], range: DayRange, asOf: Date): Promise<Map<string, PostDay[]>> {
    const buckets = readBuckets(range, 'DAY')
    const rows = await this.#repository.days(posts, buckets)
    return new Map(posts.map((post) => [post, daysOf(buckets, rows.get(post) ?? [], asOf)]))
  }
}

function maySee(viewer: Viewer | null, totals: PostTotals | null): boolean {
  if (!totals) return true
  if (totals.deleted) return false
  if (totals.author_id === viewer?.id) return true
  // What was removed moderators still see.
  return totals.visibility === 'PUBLIC' && (!totals.removed || (viewer !== null && viewer.role !== 'USER'))
}

function statsOf(postId: string, totals: PostTotals | null, asOf: Date): PostStats {
  const { views = 0, unique_viewers: uniqueViewers = 0, likes = 0, comments = 0, reposts = 0 } = totals ?? {}
  return { postId, views, uniqueViewers, likes, comments, reposts, asOf }
}

function daysOf(buckets: Buckets, rows: readonly PostDayRow[], asOf: Date): PostDay[] {
  return alongBuckets(buckets, rows, ({ day, end }, row) => {
    const { views = 0, likes = 0, comments = 0, reposts = 0 } = row ?? {}
    return { date: day, views, likes, comments, reposts, complete: end <= asOf.getTime() }
  })
}
