import { z } from 'zod'
import { commentId, count, time, userId } from '../../database/columns.ts'
import { type Sql, select, sql } from '../../database/database.ts'
import type { CommentId, UserId } from '../../ids.ts'

const toggled = z.object({ version: count })
export type NewCommentLike = { commentId: CommentId; userId: UserId; at: Date }

const likeRow = z
  .object({ comment_id: commentId, user_id: userId, changed_at: time })
  .transform((row) => ({ commentId: row.comment_id, userId: row.user_id, at: row.changed_at }))

export class CommentLikeRepository {
  /** The version of the like that was turned on, or null when it was on. */
  async add(tx: Sql, { commentId, userId, at }: NewCommentLike): Promise<number | null> {
    const [row] = await select(
      tx,
      toggled,
      sql`
        INSERT INTO comment_likes AS held (comment_id, user_id, changed_at)
        VALUES (${commentId}::uuid, ${userId}::uuid, ${at.toISOString()}::timestamptz)
        ON CONFLICT (comment_id, user_id) DO UPDATE SET active = true, version = held.version + 1, changed_at = excluded.changed_at
          WHERE NOT held.active
        RETURNING version`,
    )
    return row?.version ?? null
  }

  async remove(tx: Sql, { commentId, userId, at }: NewCommentLike): Promise<number | null> {
    const [row] = await select(
      tx,
      toggled,
      sql`
        UPDATE comment_likes SET active = false, version = version + 1, changed_at = ${at.toISOString()}::timestamptz
        WHERE comment_id = ${commentId}::uuid AND user_id = ${userId}::uuid AND active
        RETURNING version`,
    )
    return row?.version ?? null
  }

  /** Likes that were never there, on or off; answers those that were added. */
  async addNew(tx: Sql, likes: readonly NewCommentLike[]): Promise<NewCommentLike[]> {
    return select(
      tx,
      likeRow,
      sql`
        INSERT INTO comment_likes (comment_id, user_id, changed_at)
        SELECT "commentId", "userId", at
        FROM jsonb_to_recordset(${JSON.stringify(likes)}::jsonb) AS t("commentId" uuid, "userId" uuid, at timestamptz(3))
        ON CONFLICT (comment_id, user_id) DO NOTHING
        RETURNING comment_id, user_id, changed_at`,
    )
  }

  /** Which of these comments somebody likes. */
  async likedBy(db: Sql, viewerId: UserId, ids: readonly CommentId[]): Promise<CommentId[]> {
    const rows = await select(
      db,
      z.object({ comment_id: commentId }),
      sql`
        SELECT comment_id FROM comment_likes
        WHERE comment_id = ANY (${ids}::uuid[]) AND user_id = ${viewerId}::uuid AND active`,
    )
    return rows.map((row) => row.comment_id)
  }
}
