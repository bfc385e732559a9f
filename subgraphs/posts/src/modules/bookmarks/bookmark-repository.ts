import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId, time } from '../../database/columns.ts'
import type { Place } from '../../database/keyset.ts'
import type { PostId, UserId } from '../../ids.ts'

const placeRow = z.object({ id: postId, at: time })
export type Bookmark = z.output<typeof placeRow>

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

  of(db: Sql, userId: UserId, place: Place, limit: number): Promise<Bookmark[]> {
    return select(
      db,
      placeRow,
      sql`
        SELECT post_id AS id, created_at AS at FROM bookmarks
        WHERE user_id = ${userId}::uuid AND (created_at, post_id) < (${place.at}::timestamptz, ${place.id}::uuid)
        ORDER BY created_at DESC, post_id DESC LIMIT ${limit}`,
    )
  }
}
