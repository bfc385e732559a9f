import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId, time } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { PostId, UserId } from '../../ids.ts'
import { authorOf, isMet } from '../visibility/visibility.ts'

const positionRow = z.object({ id: postId, at: time })
export type Bookmark = z.output<typeof positionRow>

export class BookmarkRepository {
  async add(tx: Sql, userId: UserId, postId: PostId, at: Date): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO bookmarks (user_id, post_id, created_at)
      VALUES (${userId}::uuid, ${postId}::uuid, ${at.toISOString()}::timestamptz)
      ON CONFLICT (user_id, post_id) DO NOTHING`
  }

  async remove(tx: Sql, userId: UserId, postId: PostId): Promise<boolean> {
    const removed = await tx.$executeRaw`
      DELETE FROM bookmarks WHERE user_id = ${userId}::uuid AND post_id = ${postId}::uuid`
    return removed > 0
  }

  /** Of posts whose author the owner has not hidden; one that is no longer visible keeps its row. */
  of(db: Sql, userId: UserId, position: Position, limit: number): Promise<Bookmark[]> {
    return select(
      db,
      positionRow,
      sql`
        SELECT b.post_id AS id, b.created_at AS at FROM bookmarks b CROSS JOIN LATERAL (${authorOf(sql`b.post_id`)}) p
        WHERE b.user_id = ${userId}::uuid AND (b.created_at, b.post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
          AND ${isMet(userId, sql`p.author_id`)}
        ORDER BY b.created_at DESC, b.post_id DESC LIMIT ${limit}`,
    )
  }
}
