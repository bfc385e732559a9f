import { sql } from '@forum/postgres'
import { z } from 'zod'
import { commentId, count, postId, time, userId } from '../../database/columns.ts'

const columns = {
  id: z.string(),
  kind: z.enum(['REMOVE', 'REMOVE_ALL', 'RESTORE', 'LOCK', 'UNLOCK', 'PIN', 'UNPIN']),
  reason: z.string(),
  rule_id: z.string().nullable(),
  actor_id: userId.nullable(),
  whom_id: userId.nullable(),
  post_id: postId.nullable(),
  comment_id: commentId.nullable(),
  affected: count,
  at: time,
  undone_at: time.nullable(),
}

/** What a moderator, or the system, did. */
export const actRow = z.object(columns).transform((row) => ({
  id: row.id,
  kind: row.kind,
  reason: row.reason,
  ruleId: row.rule_id,
  actorId: row.actor_id,
  whomId: row.whom_id,
  postId: row.post_id,
  commentId: row.comment_id,
  affected: row.affected,
  at: row.at,
  undoneAt: row.undone_at,
}))
export type Act = z.output<typeof actRow>
export type ActKind = Act['kind']

/** Of `moderation_acts AS m`. */
export const actColumns = sql`m.id, m.kind, m.reason, m.rule_id, m.actor_id, m.whom_id, m.post_id, m.comment_id, m.affected, m.at, m.undone_at`
