import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, time, userId } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { UserId } from '../../ids.ts'
import { isMet } from '../visibility/visibility.ts'

export type NewFollow = { followerId: UserId; followedId: UserId; at: Date }

const toggled = z.object({ version: count })
const followRow = z
  .object({ follower_id: userId, followed_id: userId, changed_at: time })
  .transform((row) => ({ followerId: row.follower_id, followedId: row.followed_id, at: row.changed_at }))
const countsRow = z
  .object({ user_id: userId, follower_count: count, following_count: count })
  .transform((row) => ({ userId: row.user_id, followers: row.follower_count, following: row.following_count }))
const standingRow = z.object({ id: userId, follows: z.boolean(), blocks: z.boolean(), mutes: z.boolean() })
const positionRow = z.object({ parent: z.string(), id: userId, at: time })

export type PersonCounts = z.output<typeof countsRow>
export type Standing = z.output<typeof standingRow>
export type FollowPosition = z.output<typeof positionRow>

export class FollowRepository {
  /** Locks people's counters in id order, making those that are missing, and answers them. */
  async lock(tx: Sql, userIds: readonly UserId[]): Promise<PersonCounts[]> {
    await tx.$executeRaw`
      INSERT INTO person_counters (user_id)
      SELECT id FROM unnest(${userIds}::uuid[]) AS t(id)
      WHERE NOT EXISTS (SELECT FROM person_counters WHERE user_id = t.id)
      ORDER BY id
      ON CONFLICT (user_id) DO NOTHING`
    return select(
      tx,
      countsRow,
      sql`
        SELECT user_id, follower_count, following_count FROM person_counters
        WHERE user_id = ANY (${userIds}::uuid[]) ORDER BY user_id FOR NO KEY UPDATE`,
    )
  }

  async count(tx: Sql, changes: readonly { userId: UserId; followers: number; following: number }[]): Promise<void> {
    if (changes.length === 0) return
    await tx.$executeRaw`
      UPDATE person_counters SET follower_count = follower_count + t.followers, following_count = following_count + t.following
      FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS t("userId" uuid, followers integer, following integer)
      WHERE user_id = t."userId"`
  }

  async isActive(db: Sql, followerId: UserId, followedId: UserId): Promise<boolean> {
    const [found] = await this.standings(db, followerId, [followedId])
    return found?.follows ?? false
  }

  /** The version of the follow that was turned on, or null when it was on. */
  async add(tx: Sql, { followerId, followedId, at }: NewFollow): Promise<number | null> {
    const [row] = await select(
      tx,
      toggled,
      sql`
        INSERT INTO follows AS held (follower_id, followed_id, changed_at)
        VALUES (${followerId}::uuid, ${followedId}::uuid, ${at.toISOString()}::timestamptz)
        ON CONFLICT (follower_id, followed_id) DO UPDATE SET active = true, version = held.version + 1,
          changed_at = excluded.changed_at
          WHERE NOT held.active
        RETURNING version`,
    )
    return row?.version ?? null
  }

  async remove(tx: Sql, { followerId, followedId, at }: NewFollow): Promise<number | null> {
    const [row] = await select(
      tx,
      toggled,
      sql`
        UPDATE follows SET active = false, version = version + 1, changed_at = ${at.toISOString()}::timestamptz
        WHERE follower_id = ${followerId}::uuid AND followed_id = ${followedId}::uuid AND active
        RETURNING version`,
    )
    return row?.version ?? null
  }

  /** Follows that were never there, on or off; answers those that were added. */
  addNew(tx: Sql, follows: readonly NewFollow[]): Promise<NewFollow[]> {
    return select(
      tx,
      followRow,
      sql`
        INSERT INTO follows (follower_id, followed_id, changed_at)
        SELECT "followerId", "followedId", at
        FROM jsonb_to_recordset(${JSON.stringify(follows)}::jsonb) AS t("followerId" uuid, "followedId" uuid, at timestamptz(3))
        ON CONFLICT (follower_id, followed_id) DO NOTHING
        RETURNING follower_id, followed_id, changed_at`,
    )
  }

  /** Those of the follows that are there, on or off. */
  existing(tx: Sql, follows: readonly NewFollow[]): Promise<NewFollow[]> {
    return select(
      tx,
      followRow,
      sql`
        SELECT follower_id, followed_id, changed_at FROM follows
        JOIN jsonb_to_recordset(${JSON.stringify(follows)}::jsonb) AS t("followerId" uuid, "followedId" uuid)
          ON follower_id = t."followerId" AND followed_id = t."followedId"`,
    )
  }

  counts(db: Sql, userIds: readonly UserId[]): Promise<PersonCounts[]> {
    return select(
      db,
      countsRow,
      sql`
        SELECT user_id, follower_count, following_count FROM person_counters WHERE user_id = ANY (${userIds}::uuid[])`,
    )
  }

  /** How a viewer stands to these people. */
  standings(db: Sql, viewerId: UserId, userIds: readonly UserId[]): Promise<Standing[]> {
    return select(
      db,
      standingRow,
      sql`
        SELECT u.id, coalesce(f.active, false) AS follows, h.blocked_at IS NOT NULL AS blocks, h.muted_at IS NOT NULL AS mutes
        FROM unnest(${userIds}::uuid[]) AS u(id)
        LEFT JOIN follows f ON f.follower_id = ${viewerId}::uuid AND f.followed_id = u.id
        LEFT JOIN hidden_people h ON h.owner_id = ${viewerId}::uuid AND h.person_id = u.id`,
    )
  }

  followers(
    db: Sql,
    viewerId: UserId | null,
    userIds: readonly string[],
    position: Position,
    limit: number,
  ): Promise<FollowPosition[]> {
    return select(
      db,
      positionRow,
      sql`
        SELECT a.id AS parent, x.follower_id AS id, x.changed_at AS at
        FROM unnest(${userIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          SELECT f.follower_id, f.changed_at FROM follows f
          WHERE f.followed_id = a.id AND f.active AND ${isMet(viewerId, sql`f.follower_id`)}
            AND (f.changed_at, f.follower_id) < (${position.at}::timestamptz, ${position.id}::uuid)
          ORDER BY f.changed_at DESC, f.follower_id DESC LIMIT ${limit}
        ) x`,
    )
  }

  following(
    db: Sql,
    viewerId: UserId | null,
    userIds: readonly string[],
    position: Position,
    limit: number,
  ): Promise<FollowPosition[]> {
    return select(
      db,
      positionRow,
      sql`
        SELECT a.id AS parent, x.followed_id AS id, x.changed_at AS at
        FROM unnest(${userIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          SELECT f.followed_id, f.changed_at FROM follows f
          WHERE f.follower_id = a.id AND f.active AND ${isMet(viewerId, sql`f.followed_id`)}
            AND (f.changed_at, f.followed_id) < (${position.at}::timestamptz, ${position.id}::uuid)
          ORDER BY f.changed_at DESC, f.followed_id DESC LIMIT ${limit}
        ) x`,
    )
  }
}
