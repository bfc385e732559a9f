import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { hashedId } from '../hashed-id.ts'
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

export const milestoneMetrics = ['LIKES', 'VIEWS', 'FOLLOWERS'] as const
export type MilestoneMetric = (typeof milestoneMetrics)[number]

const milestone = z.object({
  /** Whom it is told: the author of the post, or who is followed. */
  userId: id,
  /** Null of followers. */
  postId: id.nullable(),
  metric: z.enum(milestoneMetrics),
  /** 10, 100, 1,000 … of likes and followers, 100, 1,000 … of views. */
  value: z.int().min(10),
})
export type MilestoneData = z.output<typeof milestone>

/** Told once for ever. Make it with `reachedMilestone`, which gives it the id by which a repeat is known. */
export const milestoneReached = defineEvent({
  type: 'milestone_reached',
  topic: 'stats',
  source: 'forum/stats',
  data: milestone,
  key: (data) => data.userId,
  subject: (data) => data.postId ?? data.userId,
})

export const reachedMilestone = (data: MilestoneData, time: Date): ReturnType<typeof milestoneReached> =>
  milestoneReached(data, {
    time,
    id: hashedId('milestone', data.postId ?? data.userId, data.metric, String(data.value)),
  })

const report = z.object({
  userId: id,
  /** Monday and Sunday of the week, in UTC. */
  from: z.iso.date(),
  to: z.iso.date(),
  views: count,
  /** Of posts and comments. */
  likes: count,
  /** By others. */
  commentsReceived: count,
  followersGained: count,
  /** The post with the most views in the week, of equal ones with the most likes. */
  bestPostId: id.nullable(),
})
export type WeeklyReportData = z.output<typeof report>

/** What a week brought an author, told on the Monday after it to each who has any. Make it with `reportedWeek`. */
export const weeklyReport = defineEvent({
  type: 'weekly_report',
  topic: 'stats',
  source: 'forum/stats',
  data: report,
  key: (data) => data.userId,
})

export const reportedWeek = (data: WeeklyReportData, time: Date): ReturnType<typeof weeklyReport> =>
  weeklyReport(data, { time, id: hashedId('weekly report', data.userId, data.from) })
