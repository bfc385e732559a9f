import { z } from 'zod'
import { count, postId, time, userId } from '../../database/columns.ts'
import { type Sql, select, sql } from '../../database/database.ts'
import type { Place } from '../../database/keyset.ts'
import type { PostId, UserId } from '../../ids.ts'

const toggled = z.object({ version: count })
const placeRow = z.object({ parent: z.string(), id: userId, at: time })
export type PersonPlace = z.output<typeof placeRow>
export type NewReaction = { postId: PostId; userId: UserId; at: Date }

const reactionRow = z
  .object({ post_id: postId, user_id: userId, changed_at: time })
  .transform((row) => ({ postId: row.post_id, userId: row.user_id, at: row.changed_at }))

export class PostLikeRepository {
  /** The version of the like that was turned on, or null when it was on. */
  async add(tx: Sql, { postId, userId, at }: NewReaction): Promise<number | null> {
    const [row] = await select(
      tx,
      toggled,
      sql`
        INSERT INTO post_likes AS held (post_id, user_id, changed_at)
        VALUES (${postId}::uuid, ${userId}::uuid, ${at.toISOString()}::timestamptz)
        ON CONFLICT (post_id, user_id) DO UPDATE SET active = true, version = held.version + 1, changed_at = excluded.changed_at
          WHERE NOT held.active
        RETURNING version`,
    )
    return row?.version ?? null
  }

  async remove(tx: Sql, { postId, userId, at }: NewReaction): Promise<number | null> {
    const [row] = await select(
      tx,
      toggled,
      sql`
        UPDATE post_likes SET active = false, version = version + 1, changed_at = ${at.toISOString()}::timestamptz
        WHERE post_id = ${postId}::uuid AND user_id = ${userId}::uuid AND active
        RETURNING version`,
    )
    return row?.version ?? null
  }

  /** Likes that were never there, on or off; answers those that were added. */
  async addNew(tx: Sql, likes: readonly NewReaction[]): Promise<NewReaction[]> {
    return select(
      tx,
      reactionRow,
      sql`
        INSERT INTO post_likes (post_id, user_id, changed_at)
        SELECT "postId", "userId", at
        FROM jsonb_to_recordset(${JSON.stringify(likes)}::jsonb) AS t("postId" uuid, "userId" uuid, at timestamptz(3))
        ON CONFLICT (post_id, user_id) DO NOTHING
        RETURNING post_id, user_id, changed_at`,
    )
  }

  /** Who likes posts, the latest first. */
  likers(db: Sql, postIds: readonly string[], place: Place, limit: number): Promise<PersonPlace[]> {
    return select(
      db,
      placeRow,
      sql`
        SELECT a.id AS parent, x.user_id AS id, x.changed_at AS at
        FROM unnest(${postIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          SELECT l.user_id, l.changed_at FROM post_likes l
          WHERE l.post_id = a.id AND l.active
            AND (l.changed_at, l.user_id) < (${place.at}::timestamptz, ${place.id}::uuid)
          ORDER BY l.changed_at DESC, l.user_id DESC LIMIT ${limit}
        ) x`,
    )
  }
}
