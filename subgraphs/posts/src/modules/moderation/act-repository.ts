import { type Sql, select, sql } from '@forum/postgres'
import type { Position } from '../../database/keyset.ts'
import type { PostId, UserId } from '../../ids.ts'
import { type Act, actColumns, actRow } from './act.ts'

export class ActRepository {
  /** Writes an act, and that it concerns `whomId`. */
  async insert(tx: Sql, act: Act): Promise<void> {
    const at = act.at.toISOString()
    await tx.$executeRaw`
      WITH made AS (
        INSERT INTO moderation_acts (id, kind, reason, rule_id, actor_id, whom_id, post_id, comment_id, affected, at)
        VALUES (${act.id}::uuid, ${act.kind}::moderation_act_kind, ${act.reason}, ${act.ruleId}::uuid, ${act.actorId}::uuid,
          ${act.whomId}::uuid, ${act.postId}::uuid, ${act.commentId}::uuid, ${act.affected}, ${at}::timestamptz)
        RETURNING id, whom_id, at
      )
      INSERT INTO act_people (user_id, at, act_id) SELECT whom_id, at, id FROM made WHERE whom_id IS NOT NULL`
  }

  /** Locks acts, in the order of their ids. */
  lock(tx: Sql, ids: readonly string[]): Promise<Act[]> {
    return select(
      tx,
      actRow,
      sql`
        SELECT ${actColumns} FROM moderation_acts m WHERE m.id = ANY (${ids}::uuid[])
        ORDER BY m.id FOR NO KEY UPDATE`,
    )
  }

  async end(tx: Sql, id: string, by: UserId, at: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE moderation_acts SET undone_at = ${at.toISOString()}::timestamptz, undone_by = ${by}::uuid
      WHERE id = ${id}::uuid AND undone_at IS NULL`
  }

  /** The act that locks a post, whose counters the caller has locked. */
  async lockOf(tx: Sql, postId: PostId): Promise<Act | undefined> {
    const [act] = await select(
      tx,
      actRow,
      sql`
        SELECT ${actColumns} FROM moderation_acts m
        WHERE m.post_id = ${postId}::uuid AND m.kind = 'LOCK' AND m.undone_at IS NULL ORDER BY m.id DESC LIMIT 1`,
    )
    return act
  }

  byIds(db: Sql, ids: readonly string[]): Promise<Act[]> {
    return select(db, actRow, sql`SELECT ${actColumns} FROM moderation_acts m WHERE m.id = ANY (${ids}::uuid[])`)
  }

  async concerns(db: Sql, id: string, personId: UserId): Promise<boolean> {
    const [found] = await select(
      db,
      actRow,
      sql`
        SELECT ${actColumns} FROM moderation_acts m JOIN act_people w ON w.user_id = ${personId}::uuid AND w.at = m.at AND w.act_id = m.id
        WHERE m.id = ${id}::uuid`,
    )
    return found !== undefined
  }

  newest(db: Sql, { at, id }: Position, limit: number): Promise<Act[]> {
    return select(
      db,
      actRow,
      sql`
        SELECT ${actColumns} FROM moderation_acts m WHERE (m.at, m.id) < (${at}::timestamptz, ${id}::uuid)
        ORDER BY m.at DESC, m.id DESC LIMIT ${limit}`,
    )
  }

  /** What concerns somebody. */
  concerning(db: Sql, personId: UserId, { at, id }: Position, limit: number): Promise<Act[]> {
    return select(
      db,
      actRow,
      sql`
        SELECT ${actColumns} FROM (
          SELECT w.at, w.act_id FROM act_people w
          WHERE w.user_id = ${personId}::uuid AND (w.at, w.act_id) < (${at}::timestamptz, ${id}::uuid)
          ORDER BY w.at DESC, w.act_id DESC LIMIT ${limit}
        ) w JOIN moderation_acts m ON m.id = w.act_id
        ORDER BY w.at DESC, w.act_id DESC`,
    )
  }
}
