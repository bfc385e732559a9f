import { raw, type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, time, userId } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { UserId } from '../../ids.ts'
import { isOpenTo } from '../visibility/visibility.ts'

/** The two ways of hiding somebody, each a column of their one row. */
const columns = { blocked: raw('blocked_at'), muted: raw('muted_at') } as const
const others = { blocked: columns.muted, muted: columns.blocked } as const
export type Hiding = keyof typeof columns

const positionRow = z.object({ id: userId, at: time })
export type HiddenPosition = z.output<typeof positionRow>

type Hidden = { ownerId: UserId; personId: UserId; hiding: Hiding }

export class BlockRepository {
  /**
   * Holds until the end of the transaction that nobody of these pairs blocks the other, or, `alone`, that nobody acts on it meanwhile. In the
   * order of the keys; whoever takes these holds the locks of posts already, and takes those of people after.
   */
  async lockPairs(tx: Sql, one: UserId, others: readonly UserId[], how: 'together' | 'alone'): Promise<void> {
    const lock = how === 'alone' ? raw('pg_advisory_xact_lock') : raw('pg_advisory_xact_lock_shared')
    await tx.$queryRaw`
      SELECT count(${lock}(key)) FROM (
        SELECT DISTINCT hashtextextended(least(${one}::uuid, id)::text || greatest(${one}::uuid, id)::text, 0) AS key
        FROM unnest(${others}::uuid[]) AS t(id) ORDER BY key
      ) pairs`
  }

  /** Those of these people whom one person has blocked, or who have blocked them. */
  async apartFrom(db: Sql, one: UserId, others: readonly UserId[]): Promise<UserId[]> {
    const rows = await select(
      db,
      z.object({ id: userId }),
      sql`SELECT t.id FROM unnest(${others}::uuid[]) AS t(id) WHERE NOT (${isOpenTo(one, sql`t.id`)})`,
    )
    return rows.map((row) => row.id)
  }

  async hide(tx: Sql, { ownerId, personId, hiding }: Hidden, at: Date): Promise<void> {
    const column = columns[hiding]
    await tx.$executeRaw`
      INSERT INTO hidden_people AS held (owner_id, person_id, ${column})
      VALUES (${ownerId}::uuid, ${personId}::uuid, ${at.toISOString()}::timestamptz)
      ON CONFLICT (owner_id, person_id) DO UPDATE SET ${column} = coalesce(held.${column}, excluded.${column})`
  }

  /** The caller holds the owner's lock, so that both halves of this look at the same row. */
  async show(tx: Sql, { ownerId, personId, hiding }: Hidden): Promise<boolean> {
    const [column, other] = [columns[hiding], others[hiding]]
    const [row] = await select(
      tx,
      z.object({ count }),
      sql`
        WITH gone AS (
          DELETE FROM hidden_people
          WHERE owner_id = ${ownerId}::uuid AND person_id = ${personId}::uuid AND ${column} IS NOT NULL AND ${other} IS NULL
          RETURNING person_id
        ), kept AS (
          UPDATE hidden_people SET ${column} = NULL
          WHERE owner_id = ${ownerId}::uuid AND person_id = ${personId}::uuid AND ${column} IS NOT NULL AND ${other} IS NOT NULL
          RETURNING person_id
        )
        SELECT count(*)::integer AS count FROM (SELECT FROM gone UNION ALL SELECT FROM kept) AS shown`,
    )
    return (row?.count ?? 0) > 0
  }

  /** How many somebody has hidden so, counted up to `most`, this person aside. */
  async countOthers(tx: Sql, { ownerId, personId, hiding }: Hidden, most: number): Promise<number> {
    const [row] = await select(
      tx,
      z.object({ count }),
      sql`
        SELECT count(*)::integer AS count FROM (
          SELECT FROM hidden_people
          WHERE owner_id = ${ownerId}::uuid AND ${columns[hiding]} IS NOT NULL AND person_id <> ${personId}::uuid LIMIT ${most}
        ) AS hidden`,
    )
    return row?.count ?? 0
  }

  /** The latest first. */
  hidden(db: Sql, ownerId: UserId, hiding: Hiding, position: Position, limit: number): Promise<HiddenPosition[]> {
    const column = columns[hiding]
    return select(
      db,
      positionRow,
      sql`
        SELECT person_id AS id, ${column} AS at FROM hidden_people
        WHERE owner_id = ${ownerId}::uuid AND ${column} IS NOT NULL
          AND (${column}, person_id) < (${position.at}::timestamptz, ${position.id}::uuid)
        ORDER BY ${column} DESC, person_id DESC LIMIT ${limit}`,
    )
  }
}
