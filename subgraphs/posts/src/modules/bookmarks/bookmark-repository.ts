import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId, time } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { PostId, UserId } from '../../ids.ts'

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

  of(db: Sql, userId: UserId, position: Position, limit: number): Promise<Bookmark[]> {
    return select(
      db,
      positionRow,
      sql`
        SELECT post_id AS id, created_at AS at FROM bookmarks
        WHERE user_id = ${userId}::uuid AND (created_at, post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
        ORDER BY created_at DESC, post_id DESC LIMIT ${limit}`,
    )
  }
}
