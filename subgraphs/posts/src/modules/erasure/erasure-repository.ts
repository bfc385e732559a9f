import { raw, type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { userId } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'
import { isLive, isSaid } from '../visibility/visibility.ts'

/** What becomes of what somebody wrote. */
const texts = z.enum(['KEEP_WITHOUT_NAME', 'EMPTY'])
const erasure = z.object({ userId, texts })
export type Erasure = z.output<typeof erasure>

const idRow = z.object({ id: z.string() })

/** What nobody else counts: tables, and the column that says whose a row is. Of these there may be any number. */
const longLists = [
  ['bookmarks', 'user_id'],
  ['idempotency_keys', 'viewer_id'],
  ['notifications', 'person_id'],
  ['thread_watches', 'person_id'],
  ['hidden_people', 'owner_id'],
  ['act_people', 'user_id'],
] as const
/** Of these a few. */
const shortLists = [
  ['muted_words', 'owner_id'],
  ['notification_settings', 'person_id'],
  ['inboxes', 'person_id'],
  ['write_counts', 'account_id'],
] as const

/** What somebody who is gone has left, a part at a time: what is worked off is not found again. */
export class ErasureRepository {
  /** Notes accounts that are gone; one that is known stays as it is. */
  async add(db: Sql, gone: readonly Erasure[], at: Date): Promise<void> {
    await db.$executeRaw`
      INSERT INTO erasures (user_id, texts, told_at)
      SELECT "userId", texts, ${at.toISOString()}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS t("userId" uuid, texts text)
      ON CONFLICT (user_id) DO NOTHING`
  }

  async next(db: Sql): Promise<Erasure | null> {
    const [found] = await select(
      db,
      erasure,
      sql`SELECT user_id AS "userId", texts FROM erasures WHERE done_at IS NULL ORDER BY told_at LIMIT 1`,
    )
    return found ?? null
  }

  async finish(db: Sql, id: UserId, at: Date): Promise<void> {
    await db.$executeRaw`UPDATE erasures SET done_at = ${at.toISOString()}::timestamptz WHERE user_id = ${id}::uuid`
  }

  likedPosts(db: Sql, id: UserId, limit: number): Promise<string[]> {
    return ids(db, sql`SELECT post_id AS id FROM post_likes WHERE user_id = ${id}::uuid AND active LIMIT ${limit}`)
  }

  likedComments(db: Sql, id: UserId, limit: number): Promise<string[]> {
    return ids(
      db,
      sql`SELECT comment_id AS id FROM comment_likes WHERE user_id = ${id}::uuid AND active LIMIT ${limit}`,
    )
  }

  reposts(db: Sql, id: UserId, limit: number): Promise<string[]> {
    return ids(db, sql`SELECT post_id AS id FROM reposts WHERE user_id = ${id}::uuid AND active LIMIT ${limit}`)
  }

  followers(db: Sql, id: UserId, limit: number): Promise<string[]> {
    return ids(db, sql`SELECT follower_id AS id FROM follows WHERE followed_id = ${id}::uuid AND active LIMIT ${limit}`)
  }

  followed(db: Sql, id: UserId, limit: number): Promise<string[]> {
    return ids(db, sql`SELECT followed_id AS id FROM follows WHERE follower_id = ${id}::uuid AND active LIMIT ${limit}`)
  }

  comments(db: Sql, id: UserId, limit: number): Promise<string[]> {
    return ids(db, sql`SELECT c.id FROM comments c WHERE c.author_id = ${id}::uuid AND ${isSaid} LIMIT ${limit}`)
  }

  /** Posts that are neither deleted nor emptied: all, or the private ones. */
  posts(db: Sql, id: UserId, which: 'all' | 'private', limit: number): Promise<string[]> {
    return ids(
      db,
      sql`
        SELECT p.id FROM posts p
        WHERE p.author_id = ${id}::uuid AND ${isLive} AND p.emptied_at IS NULL
          AND (${which === 'all'} OR p.visibility = 'PRIVATE') LIMIT ${limit}`,
    )
  }

  async isEmptied(tx: Sql, postId: string): Promise<boolean> {
    const found = await ids(
      tx,
      sql`SELECT p.id FROM posts p WHERE p.id = ${postId}::uuid AND ${isLive} AND p.emptied_at IS NOT NULL`,
    )
    return found.length > 0
  }

  /** Whether a comment of somebody else stands under a post. */
  async othersWroteUnder(tx: Sql, postId: string, authorId: UserId): Promise<boolean> {
    const found = await ids(
      tx,
      sql`SELECT c.id FROM comments c WHERE c.post_id = ${postId}::uuid AND ${isSaid} AND c.author_id <> ${authorId}::uuid LIMIT 1`,
    )
    return found.length > 0
  }

  /** Deletes what nobody else counts, at most `limit` rows of each table; whether that was all. */
  async forget(db: Sql, id: UserId, limit: number): Promise<boolean> {
    for (const [table, owner] of longLists) {
      const [rows, whose] = [raw(table), raw(owner)]
      const gone = await db.$executeRaw(
        sql`DELETE FROM ${rows} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${rows} WHERE ${whose} = ${id}::uuid LIMIT ${limit}))`,
      )
      if (gone === limit) return false
    }
    for (const [table, owner] of shortLists)
      await db.$executeRaw(sql`DELETE FROM ${raw(table)} WHERE ${raw(owner)} = ${id}::uuid`)
    return true
  }
}

async function ids(db: Sql, query: ReturnType<typeof sql>): Promise<string[]> {
  return (await select(db, idRow, query)).map(({ id }) => id)
}
