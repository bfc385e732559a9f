import { type SqlFragment, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, postId, tagId, time, userId, visibility } from '../../database/columns.ts'
import type { PostId, UserId } from '../../ids.ts'
import { isOpenTo } from '../visibility/visibility.ts'

/** What resolvers pass around for a Post as a viewer sees it: all but its long texts. */
export const postRow = z
  .object({
    id: postId,
    author_id: userId,
    title: z.string(),
    excerpt: z.string(),
    visibility,
    created_at: time,
    updated_at: time,
    edited: z.boolean(),
    version: count,
    like_count: count,
    repost_count: count,
    comment_count: count,
    thread_count: count,
    top_level_count: count,
    last_activity_at: time,
    tag_ids: z.array(tagId),
    liked: z.boolean(),
    reposted: z.boolean(),
    bookmarked: z.boolean(),
    removed: z.boolean(),
    locked: z.boolean(),
    pinned: z.boolean(),
    open: z.boolean(),
  })
  .transform((row) => ({
    id: row.id,
    authorId: row.author_id,
    title: row.title,
    excerpt: row.excerpt,
    visibility: row.visibility,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    edited: row.edited,
    version: row.version,
    likeCount: row.like_count,
    repostCount: row.repost_count,
    commentCount: row.comment_count,
    /** Comments that are seen: live ones and placeholders. */
    threadCount: row.thread_count,
    topLevelCount: row.top_level_count,
    lastActivityAt: row.last_activity_at,
    tagIds: row.tag_ids,
    viewerHasLiked: row.liked,
    viewerHasReposted: row.reposted,
    viewerHasBookmarked: row.bookmarked,
    /** By moderators, and not restored. */
    removed: row.removed,
    locked: row.locked,
    pinned: row.pinned,
    /** Neither its author nor the viewer has blocked the other. */
    isOpenToViewer: row.open,
  }))

export type Post = z.output<typeof postRow>

/**
 * Of `posts AS p` and `post_counters AS c`. All that a row of a list shows is one question, so it is one statement; of its tags the ids alone, because
 * looking their names up for each post took more than all else.
 */
export const postColumns = (viewerId: UserId | null): SqlFragment => sql`
  p.id, p.author_id, p.title, p.excerpt, p.visibility, p.created_at, p.updated_at, p.edited, p.version,
  c.like_count, c.repost_count, c.comment_count, c.thread_count, c.top_level_count, c.last_activity_at,
  ARRAY(SELECT g.tag_id FROM post_tags g WHERE g.post_id = p.id ORDER BY g.position) AS tag_ids,
  p.removals > 0 AS removed, p.locked, p.id IN (SELECT post_id FROM pins) AS pinned, ${doneBy(viewerId)},
  (${isOpenTo(viewerId, sql`p.author_id`)}) AS open`

/** What a viewer has done with a post; a guest nothing. */
const doneBy = (viewerId: UserId | null): SqlFragment =>
  viewerId === null
    ? sql`false AS liked, false AS reposted, false AS bookmarked`
    : sql`
      EXISTS (SELECT FROM post_likes l WHERE l.post_id = p.id AND l.user_id = ${viewerId}::uuid AND l.active) AS liked,
      EXISTS (SELECT FROM reposts r WHERE r.post_id = p.id AND r.user_id = ${viewerId}::uuid AND r.active) AS reposted,
      EXISTS (SELECT FROM bookmarks b WHERE b.post_id = p.id AND b.user_id = ${viewerId}::uuid) AS bookmarked`

/** As much of a post as whoever changes something of it needs. */
export const headRow = z
  .object({
    id: postId,
    author_id: userId,
    visibility,
    created_at: time,
    updated_at: time,
    version: count,
    deleted: z.boolean(),
    removed: z.boolean(),
    locked: z.boolean(),
  })
  .transform((row) => ({
    id: row.id,
    authorId: row.author_id,
    visibility: row.visibility,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
    deleted: row.deleted,
    removed: row.removed,
    locked: row.locked,
  }))
export type PostHead = z.output<typeof headRow>

/** What a change adds to a post's counters. */
export type CounterChange = {
  postId: PostId
  likes?: number
  reposts?: number
  comments?: number
  thread?: number
  topLevel?: number
  activityAt?: Date
}
