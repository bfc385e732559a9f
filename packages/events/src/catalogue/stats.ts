import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { id, instant } from './pieces.ts'

/** What posts are ranked for: the HOT feed, and TOP of each window. */
export const rankings = ['HOT', 'TOP_DAY', 'TOP_WEEK', 'TOP_MONTH', 'TOP_YEAR', 'TOP_ALL'] as const
export type RankingName = (typeof rankings)[number]

/** Of a message; a ranking of 1,000 posts comes in four. */
export const maxRankedPosts = 250

const count = z.int32().min(0)

const rankedPost = z.object({
  postId: id,
  /** Higher is earlier; of equal ones the lower id. Scores of one ranking's snapshots compare with each other. */
  score: z.int().min(0),
  /** What the score is made of, each by distinct people. */
  likes: count,
  comments: count,
  reposts: count,
  people: count,
})
export type RankedPost = z.output<typeof rankedPost>

/**
 * A part of a snapshot of a ranking; the snapshot counts when all its `parts` are there. Part 0 has no posts: it says that the snapshot is still
 * right `asOf` a later moment, so that who reads knows that Stats is not away.
 */
export const rankingRefreshed = defineEvent({
  type: 'ranking_refreshed',
  topic: 'stats',
  source: 'forum/stats',
  data: z.object({
    ranking: z.enum(rankings),
    snapshot: id,
    part: z.int().min(0).max(100),
    parts: z.int().min(1).max(100),
    /** The moment up to which everything was counted. */
    asOf: instant,
    posts: z.array(rankedPost).max(maxRankedPosts),
  }),
  key: (data) => data.ranking,
})
export type RankingPart = z.output<typeof rankingRefreshed.schema>
