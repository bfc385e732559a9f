import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId } from '../../database/columns.ts'
import type { PostId, UserId } from '../../ids.ts'

/** Of a text that is gone: no renderer is newer, so none renders it anew. */
const neverRendered = 2_147_483_647

export class EmptyingRepository {
  /** Locks some posts that were deleted before `time` and have their text, longest ago first; those that others have are left to them. */
  async lockDue(tx: Sql, time: Date, limit: number): Promise<PostId[]> {
    const rows = await select(
      tx,
      z.object({ id: postId }),
      sql`
        SELECT p.id FROM posts p JOIN post_counters c ON c.post_id = p.id
        WHERE p.deleted_at IS NOT NULL AND p.emptied_at IS NULL AND p.deleted_at < ${time.toISOString()}::timestamptz
        ORDER BY p.deleted_at LIMIT ${limit} FOR NO KEY UPDATE OF c SKIP LOCKED`,
    )
    return rows.map(({ id }) => id)
  }

  /** The same for those of one author, whenever they were deleted. Looks through all that wait to be emptied. */
  async lockDeletedOf(tx: Sql, authorId: UserId, limit: number): Promise<PostId[]> {
    const rows = await select(
      tx,
      z.object({ id: postId }),
      sql`
        SELECT p.id FROM posts p JOIN post_counters c ON c.post_id = p.id
        WHERE p.deleted_at IS NOT NULL AND p.emptied_at IS NULL AND p.author_id = ${authorId}::uuid
        LIMIT ${limit} FOR NO KEY UPDATE OF c`,
    )
    return rows.map(({ id }) => id)
  }

  /** Empties at most `limit` comments of a post; how many there were. */
  async emptyComments(tx: Sql, id: PostId, limit: number): Promise<number> {
    return tx.$executeRaw`
      UPDATE comments SET body = '', body_html = '', renderer_version = ${neverRendered}, emptied = true
      WHERE id IN (SELECT id FROM comments WHERE post_id = ${id}::uuid AND body <> '' LIMIT ${limit})`
  }

  async emptyPosts(tx: Sql, ids: readonly PostId[], at: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE posts SET title = '', body = '', body_html = '', body_text = '', excerpt = '', renderer_version = ${neverRendered},
        emptied_at = ${at.toISOString()}::timestamptz
      WHERE id = ANY (${ids}::uuid[])`
  }
}
