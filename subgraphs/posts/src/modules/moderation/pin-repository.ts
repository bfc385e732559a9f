import { empty, type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId } from '../../database/columns.ts'
import type { PostId, UserId } from '../../ids.ts'
import { type PostPlace, placeRow, postsAt } from '../posts/post-places.ts'
import { isMet, isPublic } from '../visibility/visibility.ts'

export class PinRepository {
  /** Those that everybody sees, but for what the viewer has hidden, the last pinned first, with their posts. */
  shown(db: Sql, viewerId: UserId | null): Promise<PostPlace[]> {
    const places = sql`
      SELECT p.id, pins.pinned_at AS at FROM pins JOIN posts p ON p.id = pins.post_id
      WHERE ${isPublic} AND ${isMet(viewerId, sql`p.author_id`)}`
    return select(db, placeRow, postsAt(viewerId, places, empty))
  }

  /** One pins or unpins at a time; reading goes on. */
  async lock(tx: Sql): Promise<void> {
    await tx.$executeRaw`LOCK TABLE pins IN SHARE ROW EXCLUSIVE MODE`
  }

  async has(tx: Sql, id: PostId): Promise<boolean> {
    const rows = await select(
      tx,
      z.object({ post_id: postId }),
      sql`SELECT post_id FROM pins WHERE post_id = ${id}::uuid`,
    )
    return rows.length > 0
  }

  /** Takes a free place; one whose post nobody else sees any more is free, too. Says whether there was one. */
  async add(tx: Sql, id: PostId, at: Date): Promise<boolean> {
    await tx.$executeRaw`
      DELETE FROM pins WHERE (SELECT count(*) FROM pins) = 3
        AND NOT EXISTS (SELECT FROM posts p WHERE p.id = pins.post_id AND ${isPublic})`
    const added = await tx.$executeRaw`
      INSERT INTO pins (slot, post_id, pinned_at)
      SELECT slot, ${id}::uuid, ${at.toISOString()}::timestamptz FROM generate_series(1, 3) AS slot
      WHERE NOT EXISTS (SELECT FROM pins WHERE pins.slot = slot.slot) ORDER BY slot LIMIT 1`
    return added > 0
  }

  async delete(tx: Sql, id: PostId): Promise<boolean> {
    return (await tx.$executeRaw`DELETE FROM pins WHERE post_id = ${id}::uuid`) > 0
  }
}
