import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId } from '../../database/columns.ts'
import type { PostId, UserId } from '../../ids.ts'

/** A thread without one of these is NORMAL. */
export type KeptLevel = 'WATCH' | 'MUTE'

export type Writing = { userId: UserId; postId: PostId; at: Date }

const levelRow = z.object({ post_id: postId, level: z.enum(['WATCH', 'MUTE']) })

export class WatchRepository {
  async set(db: Sql, person: UserId, post: PostId, level: KeptLevel, at: Date): Promise<void> {
    await db.$executeRaw`
      INSERT INTO thread_watches AS held (person_id, post_id, level, told_up_to)
      VALUES (${person}::uuid, ${post}::uuid, ${level}, ${at.toISOString()}::timestamptz)
      ON CONFLICT (person_id, post_id) DO UPDATE SET level = excluded.level, told_up_to = excluded.told_up_to
        WHERE held.level <> excluded.level`
  }

  async clear(db: Sql, person: UserId, post: PostId): Promise<void> {
    await db.$executeRaw`
      DELETE FROM thread_watches WHERE person_id = ${person}::uuid AND post_id = ${post}::uuid`
  }

  /** Who wrote in a thread watches it from then on; who watches or mutes it already goes on so. */
  async watchWritten(tx: Sql, written: readonly Writing[]): Promise<void> {
    if (written.length === 0) return
    await tx.$executeRaw`
      INSERT INTO thread_watches (person_id, post_id, level, told_up_to)
      SELECT "userId", "postId", 'WATCH', max(at)
      FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS t("userId" uuid, "postId" uuid, at timestamptz(3))
      GROUP BY "userId", "postId"
      ON CONFLICT (person_id, post_id) DO NOTHING`
  }

  levels(db: Sql, person: UserId, posts: readonly PostId[]): Promise<{ post_id: PostId; level: KeptLevel }[]> {
    return select(
      db,
      levelRow,
      sql`
        SELECT post_id, level FROM thread_watches
        WHERE person_id = ${person}::uuid AND post_id = ANY (${posts}::uuid[])`,
    )
  }
}
