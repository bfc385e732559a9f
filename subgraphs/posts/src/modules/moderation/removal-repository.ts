import { empty, type Sql, type SqlFragment, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, postId } from '../../database/columns.ts'
import type { CommentId, PostId, UserId } from '../../ids.ts'
import { isLive, isSaid, isSeen, isUnseen } from '../visibility/visibility.ts'
import { type Act, actColumns, actRow } from './act.ts'

/** Which texts an act removes: one, a branch of a thread, or what somebody wrote since a moment. */
export type Target =
  | { postId: PostId; commentId: CommentId | null; withReplies: boolean }
  | { userId: UserId; since: Date; until: Date }

const textRow = z
  .object({ text_id: z.string(), post_id: postId, is_post: z.boolean() })
  .transform((row) => ({ id: row.text_id, postId: row.post_id, isPost: row.is_post }))
export type Text = z.output<typeof textRow>

/** `id`, `post_id`, `author_id` and `is_post` of the texts, those that their authors deleted excepted. */
function textsOf(target: Target): SqlFragment {
  if ('userId' in target) {
    const isSince = (column: SqlFragment) =>
      sql`${column} >= ${target.since.toISOString()}::timestamptz AND ${column} <= ${target.until.toISOString()}::timestamptz`
    return sql`
      SELECT p.id, p.id AS post_id, p.author_id, true AS is_post FROM posts p
      WHERE p.author_id = ${target.userId}::uuid AND ${isLive} AND p.visibility = 'PUBLIC' AND ${isSince(sql`p.created_at`)}
      UNION ALL
      SELECT c.id, c.post_id, c.author_id, false FROM comments c JOIN posts p ON p.id = c.post_id
      WHERE c.author_id = ${target.userId}::uuid AND ${isSaid} AND ${isLive} AND p.visibility = 'PUBLIC' AND ${isSince(sql`c.created_at`)}`
  }
  const post = sql`SELECT p.id, p.id AS post_id, p.author_id, true AS is_post FROM posts p WHERE p.id = ${target.postId}::uuid`
  const comments = (condition: SqlFragment) =>
    sql`SELECT c.id, c.post_id, c.author_id, false AS is_post FROM comments c WHERE ${condition}`
  if (!target.withReplies)
    return target.commentId === null ? post : comments(sql`c.id = ${target.commentId}::uuid AND ${isSaid}`)
  const isBelow =
    target.commentId === null
      ? empty
      : sql`AND c.path >= (SELECT b.path FROM comments b WHERE b.id = ${target.commentId}::uuid)
          AND c.path < (SELECT b.path || '\\xff'::bytea FROM comments b WHERE b.id = ${target.commentId}::uuid)`
  // Each half has an index of its own.
  const half = (which: SqlFragment) =>
    comments(sql`c.post_id = ${target.postId}::uuid AND ${which} AND ${isSaid} ${isBelow}`)
  return sql`
    ${half(isSeen)} UNION ALL ${half(isUnseen)}
    ${target.commentId === null ? sql`UNION ALL ${post}` : empty}`
}

const removal = z.object({ of_text: z.string() })
const removalRow = { parse: (row: unknown) => ({ textId: removal.parse(row).of_text, act: actRow.parse(row) }) }

/** What acts of removal are about, and how far they are carried out. */
export class RemovalRepository {
  async countTexts(db: Sql, target: Target): Promise<number> {
    const [found] = await select(
      db,
      z.object({ count }),
      sql`SELECT count(*)::integer AS count FROM (${textsOf(target)}) AS t`,
    )
    return found?.count ?? 0
  }

  /** Writes down what an act is about, and whom it concerns; none of it is carried out yet. Answers how many texts there are. */
  async begin(tx: Sql, act: Act, target: Target): Promise<number> {
    const [found] = await select(
      tx,
      z.object({ count }),
      sql`
        WITH texts AS MATERIALIZED (${textsOf(target)}), added AS (
          INSERT INTO removals (act_id, text_id, post_id, is_post) SELECT ${act.id}::uuid, id, post_id, is_post FROM texts
        ), told AS (
          INSERT INTO act_people (user_id, at, act_id)
          SELECT DISTINCT author_id, ${act.at.toISOString()}::timestamptz, ${act.id}::uuid FROM texts
          ON CONFLICT DO NOTHING
        ), counted AS (
          UPDATE moderation_acts SET affected = (SELECT count(*) FROM texts), settled = false WHERE id = ${act.id}::uuid
        )
        SELECT count(*)::integer AS count FROM texts`,
    )
    return found?.count ?? 0
  }

  /** Ends a removal; what it holds is lifted in batches. */
  async unsettle(tx: Sql, actId: string): Promise<void> {
    await tx.$executeRaw`UPDATE moderation_acts SET settled = false WHERE id = ${actId}::uuid`
  }

  async settle(tx: Sql, actId: string): Promise<void> {
    await tx.$executeRaw`UPDATE moderation_acts SET settled = true WHERE id = ${actId}::uuid`
  }

  /** Locks an act that is not carried out whole, and that no other replica has; of one that was undone `actorId` is who undid it. */
  async lockUnsettled(tx: Sql): Promise<Act | undefined> {
    const [act] = await select(
      tx,
      actRow,
      sql`
        SELECT m.id, m.kind, m.reason, m.rule_id, CASE WHEN m.undone_at IS NULL THEN m.actor_id ELSE m.undone_by END AS actor_id,
          m.whom_id, m.post_id, m.comment_id, m.affected, m.at, m.undone_at
        FROM moderation_acts m WHERE NOT m.settled
        ORDER BY m.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
    )
    return act
  }

  /** Some texts that an act, which the caller has locked, is still to remove, or to give back. */
  due(tx: Sql, { id, undoneAt }: Act, limit: number): Promise<Text[]> {
    const isDue = undoneAt === null ? sql`NOT applied AND NOT lifted` : sql`applied`
    return select(
      tx,
      textRow,
      sql`
        SELECT text_id, post_id, is_post FROM removals WHERE act_id = ${id}::uuid AND ${isDue}
        ORDER BY post_id, text_id LIMIT ${limit}`,
    )
  }

  async mark(tx: Sql, actId: string, textIds: readonly string[], applied: boolean): Promise<void> {
    await tx.$executeRaw`
      UPDATE removals SET applied = ${applied} WHERE act_id = ${actId}::uuid AND text_id = ANY (${textIds}::uuid[])`
  }

  /** The acts that hold a text, or are about to. */
  async actsUpon(db: Sql, textId: string): Promise<string[]> {
    const rows = await select(
      db,
      z.object({ id: z.string() }),
      sql`
        SELECT r.act_id AS id FROM removals r JOIN moderation_acts m ON m.id = r.act_id
        WHERE r.text_id = ${textId}::uuid AND NOT r.lifted AND (r.applied OR m.undone_at IS NULL)`,
    )
    return rows.map((row) => row.id)
  }

  /** Lifts these acts, which the caller has locked, from one text; answers how many of them held it. */
  async lift(tx: Sql, textId: string, actIds: readonly string[]): Promise<number> {
    const rows = await select(
      tx,
      z.object({ held: z.boolean() }),
      sql`
        UPDATE removals SET lifted = true, applied = false WHERE text_id = ${textId}::uuid AND act_id = ANY (${actIds}::uuid[])
        RETURNING old.applied AS held`,
    )
    return rows.filter((row) => row.held).length
  }

  /** Ends those of these acts that hold nothing any more, because each of their texts was restored by itself. */
  async endEmpty(tx: Sql, actIds: readonly string[], by: UserId, at: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE moderation_acts SET undone_at = ${at.toISOString()}::timestamptz, undone_by = ${by}::uuid
      WHERE id = ANY (${actIds}::uuid[]) AND undone_at IS NULL
        AND NOT EXISTS (SELECT FROM removals r WHERE r.act_id = moderation_acts.id AND r.applied)
        AND NOT EXISTS (SELECT FROM removals r WHERE r.act_id = moderation_acts.id AND NOT r.applied AND NOT r.lifted)`
  }

  /** The latest act that holds each text. */
  latest(db: Sql, textIds: readonly string[]): Promise<{ textId: string; act: Act }[]> {
    return select(
      db,
      removalRow,
      sql`
        SELECT r.text_id AS of_text, ${actColumns} FROM unnest(${textIds}::uuid[]) AS t(id) CROSS JOIN LATERAL (
          SELECT text_id, act_id FROM removals WHERE text_id = t.id AND applied ORDER BY act_id DESC LIMIT 1
        ) r JOIN moderation_acts m ON m.id = r.act_id`,
    )
  }
}
