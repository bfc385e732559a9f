import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { time, userId } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'
import { visibleToEach } from '../visibility/visibility.ts'
import { isHiddenSince } from './notification-conditions.ts'
import type { NotificationKind } from './notification-kinds.ts'
import type { Hiding, ThreadNews } from './telling-rules.ts'

/** One person who is told of one deed. */
export type Notice = {
  id: string
  personId: UserId
  kind: NotificationKind
  isGrouped: boolean
  actorId: UserId
  subjectId: string
  postId: string | null
  commentId: string | null
}

export type Told = { personId: UserId; at: Date }

const toldRow = z
  .object({ person_id: userId, last_at: time })
  .transform((row): Told => ({ personId: row.person_id, at: row.last_at }))

/** A group that nobody read takes in what comes for so long. */
export const groupHours = 12

export class TellingRepository {
  /**
   * Holds the inboxes of those who want to be told and may see what it is about, in id order, until the commit; when each is told: later than
   * whenever they were told before. At most one notice a person.
   */
  async open(tx: Sql, notices: readonly Notice[], now: Date): Promise<Told[]> {
    return select(
      tx,
      toldRow,
      sql`
        INSERT INTO inboxes AS held (person_id, last_at)
        SELECT g."personId", ${now.toISOString()}::timestamptz
        FROM jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) AS g(id uuid, "personId" uuid, kind text, "postId" uuid)
        WHERE NOT EXISTS (SELECT FROM notices WHERE id = g.id)
          AND NOT EXISTS (SELECT FROM notification_settings s WHERE s.person_id = g."personId" AND s.kind = g.kind AND NOT s.inbox)
          AND NOT EXISTS (SELECT FROM thread_watches w
            WHERE w.person_id = g."personId" AND w.post_id = g."postId" AND w.level = 'MUTE')
          AND (g."postId" IS NULL OR EXISTS (SELECT FROM posts p WHERE p.id = g."postId" AND ${visibleToEach(sql`g."personId"`)}))
        ORDER BY g."personId"
        ON CONFLICT (person_id) DO UPDATE SET last_at = greatest(excluded.last_at, held.last_at + interval '1 millisecond')
        RETURNING person_id, last_at`,
    )
  }

  /** Adds notices for those whose inboxes the caller holds, each to its group while that is open, else as a notification of its own. */
  async add(tx: Sql, notices: readonly (Notice & { at: Date })[]): Promise<void> {
    await tx.$executeRaw`
      WITH told AS (
        SELECT t.*, coalesce(g.id, t.id) AS notification_id
        FROM jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) AS t(id uuid, "personId" uuid, kind text, "isGrouped" boolean,
          "actorId" uuid, "subjectId" uuid, "postId" uuid, "commentId" uuid, at timestamptz(3))
        LEFT JOIN LATERAL (
          SELECT n.id FROM notifications n JOIN inboxes i ON i.person_id = n.person_id
          WHERE t."isGrouped" AND n.person_id = t."personId" AND n.subject_id = t."subjectId" AND n.kind = t.kind AND n.actor_count > 0
            AND n.read_at IS NULL AND n.latest_at > i.read_up_to AND NOT ${isHiddenSince}
            AND n.first_at > t.at - make_interval(hours => ${groupHours}::integer)
          ORDER BY n.first_at DESC LIMIT 1
        ) g ON true
      ), made AS (
        INSERT INTO notices (id, notification_id, actor_id, at)
        SELECT id, notification_id, "actorId", at FROM told
        ON CONFLICT (id) DO NOTHING
        RETURNING id
      )
      INSERT INTO notifications AS held (id, person_id, kind, subject_id, post_id, comment_id, first_at, latest_at, moves, actor_count)
      SELECT notification_id, "personId", kind, "subjectId", "postId", "commentId", at, at, ARRAY[at], 1
      FROM told WHERE id IN (SELECT id FROM made)
      ON CONFLICT (id) DO UPDATE SET latest_at = excluded.latest_at, actor_count = held.actor_count + 1,
        moves = (held.moves || excluded.latest_at)[cardinality(held.moves) - 48:]`
  }

  /** A notice leaves its group or returns to it. Nothing of it is news, so the row goes down, and up again at most to where it was. */
  async turn(tx: Sql, { id, personId, active }: { id: string; personId: UserId; active: boolean }): Promise<void> {
    await tx.$queryRaw`SELECT FROM inboxes WHERE person_id = ${personId}::uuid FOR NO KEY UPDATE`
    await tx.$executeRaw`
      WITH turned AS (
        UPDATE notices SET active = ${active} WHERE id = ${id}::uuid AND active <> ${active} RETURNING id, notification_id, at
      )
      UPDATE notifications n SET actor_count = n.actor_count + CASE WHEN ${active} THEN 1 ELSE -1 END,
        latest_at = coalesce((
          SELECT max(o.at) FROM notices o
          WHERE o.notification_id = n.id AND (CASE WHEN o.id = turned.id THEN ${active} ELSE o.active END)
        ), n.latest_at)
      FROM turned WHERE n.id = turned.notification_id`
  }

  async hide(tx: Sql, hidings: readonly Hiding[], at: Date): Promise<void> {
    if (hidings.length === 0) return
    await tx.$executeRaw`
      INSERT INTO hidden_subjects AS held (subject_id, at, spared)
      SELECT "subjectId", ${at.toISOString()}::timestamptz, spared
      FROM jsonb_to_recordset(${JSON.stringify(hidings)}::jsonb) AS t("subjectId" uuid, spared uuid)
      ORDER BY "subjectId" -- as everybody locks them
      ON CONFLICT (subject_id) DO UPDATE SET at = excluded.at, spared = excluded.spared`
  }

  /** The watchers of a thread are told by and by, if there are any but the writer. */
  async addNews(tx: Sql, { postId, writerId, at }: ThreadNews): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO thread_news (post_id, comments_until)
      SELECT ${postId}::uuid, ${at}::timestamptz
      WHERE EXISTS (SELECT FROM thread_watches w WHERE w.post_id = ${postId}::uuid AND w.level = 'WATCH' AND w.person_id <> ${writerId}::uuid)`
  }
}
