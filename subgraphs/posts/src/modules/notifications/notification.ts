import { type SqlFragment, sql } from '@forum/postgres'
import { z } from 'zod'
import { commentId, count, postId, time, userId } from '../../database/columns.ts'
import { commentsOfThread, isUnread } from './notification-conditions.ts'
import { notificationKinds } from './notification-kinds.ts'

/** What resolvers pass around for a Notification. */
export const notificationRow = z
  .object({
    id: z.string(),
    kind: z.enum(notificationKinds),
    post_id: postId.nullable(),
    comment_id: commentId.nullable(),
    actor_ids: z.array(userId),
    actor_count: count,
    is_seen: z.boolean(),
    is_read: z.boolean(),
    first_at: time,
    latest_at: time,
  })
  .transform((row) => ({
    id: row.id,
    kind: row.kind,
    postId: row.post_id,
    commentId: row.comment_id,
    actorIds: row.actor_ids,
    actorCount: row.actor_count,
    seen: row.is_seen,
    read: row.is_read,
    firstAt: row.first_at,
    latestAt: row.latest_at,
  }))
export type Notification = z.output<typeof notificationRow>

/** Who wrote in a thread of which a row tells, each at their last comment. */
export const writersOfThread: SqlFragment = sql`
  SELECT author_id AS id, max(created_at) AS at FROM (${commentsOfThread}) AS told GROUP BY author_id`

/** Of `notifications AS n` and `inboxes AS i`; `acts` is `joinActs`. */
export const notificationColumns: SqlFragment = sql`
  n.id, n.kind, n.post_id, coalesce(acts.first_comment, n.comment_id) AS comment_id, acts.actor_ids, acts.actor_count,
  n.first_at, n.latest_at, NOT (${isUnread}) AS is_read, n.latest_at <= i.seen_up_to OR NOT (${isUnread}) AS is_seen`

/** The newest three who did it, how many there are, and where a thread goes on. */
export const joinActs: SqlFragment = sql`
  CROSS JOIN LATERAL (
    SELECT array_agg(t.actor_id::text ORDER BY t.at DESC, t.actor_id DESC) AS actor_ids, n.actor_count, NULL::uuid AS first_comment
    FROM (
      SELECT o.actor_id, o.at FROM notices o WHERE o.notification_id = n.id AND o.active
      ORDER BY o.at DESC, o.actor_id DESC LIMIT 3
    ) AS t
    WHERE n.kind <> 'THREAD' HAVING n.kind <> 'THREAD'
    UNION ALL
    SELECT (array_agg(t.id::text ORDER BY t.at DESC, t.id DESC))[1:3], count(*)::integer,
      (SELECT first.id FROM (${commentsOfThread}) AS first ORDER BY first.created_at, first.id LIMIT 1)
    FROM (${writersOfThread}) AS t
    WHERE n.kind = 'THREAD' HAVING n.kind = 'THREAD'
  ) AS acts`
