import { empty, type Sql, type SqlFragment, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, time, userId } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { UserId } from '../../ids.ts'
import { joinActs, type Notification, notificationColumns, notificationRow, writersOfThread } from './notification.ts'
import { isHiddenSince, isShownTo, isUnread } from './notification-conditions.ts'
import { type NotificationKind, notificationKinds } from './notification-kinds.ts'

const place = z.object({ place_at: time, last_at: time })
const placedRow = {
  parse: (row: unknown) => {
    const { place_at: at, last_at: start } = place.parse(row)
    return { at, start, notification: notificationRow.parse(row) }
  },
}
/** A notification, where it stood when the walk began, and when that was: a walk's first page finds its start. */
export type PlacedNotification = { at: Date; start: Date; notification: Notification }

const actRow = z.object({ parent: z.string(), id: userId, at: time })
export type Act = z.output<typeof actRow>

export type Walk = {
  /** Null: it begins now. */
  start: string | null
  position: Position
  limit: number
  kinds: readonly NotificationKind[]
  unreadOnly: boolean
}

/** Both counts. */
const maxCounted = 100

const mostMoved = 1_000

export class NotificationRepository {
  /**
   * A page of somebody's inbox. Each kind is a walk of its own along an index, and the page the newest of all. What came to the top since the walk began
   * stands where it stood then.
   */
  page(db: Sql, personId: UserId, walk: Walk): Promise<PlacedNotification[]> {
    const { start, position, limit, kinds, unreadOnly } = walk
    const isWanted = sql`${isShownTo(personId)} ${unreadOnly ? sql`AND ${isUnread}` : empty}`
    const isBelow = (at: SqlFragment) => sql`(${at}, n.id) < (${position.at}::timestamptz, ${position.id}::uuid)`
    const stayed = sql`
      SELECT n.*, n.latest_at AS place_at FROM notifications n
      WHERE n.person_id = ${personId}::uuid AND n.kind = k.kind AND n.actor_count > 0 AND ${isBelow(sql`n.latest_at`)} AND ${isWanted}
      ORDER BY n.latest_at DESC, n.id DESC LIMIT ${limit}`
    const moved = sql`
      UNION ALL (
        SELECT n.* FROM (
          SELECT o.*, (SELECT max(m.at) FROM unnest(o.moves) AS m(at) WHERE m.at <= ${start}::timestamptz) AS place_at
          FROM notifications o
          WHERE o.person_id = ${personId}::uuid AND o.kind = k.kind AND o.actor_count > 0 AND o.latest_at > ${start}::timestamptz
          ORDER BY o.latest_at, o.id LIMIT ${mostMoved}
        ) AS n
        WHERE ${isBelow(sql`n.place_at`)} AND ${isWanted}
        ORDER BY n.place_at DESC, n.id DESC LIMIT ${limit})`
    return select(
      db,
      placedRow,
      sql`
        SELECT n.place_at, i.last_at, ${notificationColumns}
        FROM inboxes i CROSS JOIN LATERAL (
          SELECT n.* FROM unnest(${kinds}::text[]) AS k(kind) CROSS JOIN LATERAL ((${stayed}) ${start === null ? empty : moved}) AS n
          ORDER BY n.place_at DESC, n.id DESC LIMIT ${limit}
        ) AS n ${joinActs}
        WHERE i.person_id = ${personId}::uuid
        ORDER BY n.place_at DESC, n.id DESC`,
    )
  }

  async byId(db: Sql, personId: UserId, id: string): Promise<Notification | null> {
    const [row] = await select(
      db,
      notificationRow,
      sql`
        SELECT ${notificationColumns}
        FROM notifications n JOIN inboxes i ON i.person_id = n.person_id ${joinActs}
        WHERE n.id = ${id}::uuid AND n.person_id = ${personId}::uuid AND ${isShownTo(personId)}`,
    )
    return row ?? null
  }

  countUnread(db: Sql, personId: UserId): Promise<number> {
    return this.#count(db, personId, sql`i.read_up_to`)
  }

  /** What was read was seen. */
  countUnseen(db: Sql, personId: UserId): Promise<number> {
    return this.#count(db, personId, sql`greatest(i.read_up_to, i.seen_up_to)`)
  }

  async #count(db: Sql, personId: UserId, since: SqlFragment): Promise<number> {
    const [row] = await select(
      db,
      z.object({ count }),
      sql`
        SELECT count(*)::integer AS count FROM (
          SELECT FROM inboxes i CROSS JOIN unnest(${notificationKinds}::text[]) AS k(kind) CROSS JOIN LATERAL (
            SELECT FROM notifications n
            WHERE n.person_id = ${personId}::uuid AND n.kind = k.kind AND n.read_at IS NULL AND n.latest_at > ${since}
              AND NOT ${isHiddenSince} AND ${isShownTo(personId)}
            ORDER BY n.latest_at DESC, n.id DESC LIMIT ${maxCounted}
          ) AS n
          WHERE i.person_id = ${personId}::uuid LIMIT ${maxCounted}
        ) AS counted`,
    )
    return row?.count ?? 0
  }

  /** Those who did it, the latest first; `limit` for each notification. They were read as somebody's own before. */
  actors(db: Sql, ids: readonly string[], position: Position, limit: number): Promise<Act[]> {
    return select(
      db,
      actRow,
      sql`
        SELECT n.id AS parent, x.id, x.at
        FROM notifications n CROSS JOIN LATERAL (
          (SELECT o.actor_id AS id, o.at FROM notices o
           WHERE n.kind <> 'THREAD' AND o.notification_id = n.id AND o.active
             AND (o.at, o.actor_id) < (${position.at}::timestamptz, ${position.id}::uuid)
           ORDER BY o.at DESC, o.actor_id DESC LIMIT ${limit})
          UNION ALL
          (SELECT w.id, w.at FROM (${writersOfThread}) AS w
           WHERE n.kind = 'THREAD' AND (w.at, w.id) < (${position.at}::timestamptz, ${position.id}::uuid)
           ORDER BY w.at DESC, w.id DESC LIMIT ${limit})
        ) AS x
        WHERE n.id = ANY (${ids}::uuid[])
        ORDER BY x.at DESC, x.id DESC`,
    )
  }

  /** Holds an inbox until the commit, so that nothing is told in between; false where somebody was never told of anything. */
  async lock(tx: Sql, personId: UserId): Promise<boolean> {
    const rows: unknown[] = await tx.$queryRaw`
      SELECT person_id FROM inboxes WHERE person_id = ${personId}::uuid FOR NO KEY UPDATE`
    return rows.length > 0
  }

  /** Never further than what was told by now, whatever moment is given. */
  async seeUpTo(db: Sql, personId: UserId, upTo: Date): Promise<void> {
    await db.$executeRaw`
      UPDATE inboxes SET seen_up_to = greatest(seen_up_to, least(${upTo.toISOString()}::timestamptz, last_at))
      WHERE person_id = ${personId}::uuid`
  }

  async readUpTo(db: Sql, personId: UserId, upTo: Date): Promise<void> {
    await db.$executeRaw`
      UPDATE inboxes SET read_up_to = greatest(read_up_to, least(${upTo.toISOString()}::timestamptz, last_at))
      WHERE person_id = ${personId}::uuid`
  }

  /** Those of the ids that this person sees become read unless something came after the moment; how many they see. */
  async read(tx: Sql, personId: UserId, ids: readonly string[], upTo: Date, now: Date): Promise<number> {
    const own = await select(
      tx,
      z.object({ id: z.string() }),
      sql`
        SELECT n.id FROM notifications n
        WHERE n.id = ANY (${ids}::uuid[]) AND n.person_id = ${personId}::uuid AND ${isShownTo(personId)}
        ORDER BY n.id FOR NO KEY UPDATE OF n`,
    )
    await tx.$executeRaw`
      UPDATE notifications SET read_at = ${now.toISOString()}::timestamptz
      WHERE id = ANY (${own.map((row) => row.id)}::uuid[]) AND read_at IS NULL AND latest_at <= ${upTo.toISOString()}::timestamptz`
    return own.length
  }

  async turnedOff(db: Sql, personId: UserId): Promise<string[]> {
    const rows = await select(
      db,
      z.object({ kind: z.string() }),
      sql`SELECT kind FROM notification_settings WHERE person_id = ${personId}::uuid AND NOT inbox`,
    )
    return rows.map((row) => row.kind)
  }

  async setInbox(db: Sql, personId: UserId, kind: NotificationKind, inbox: boolean): Promise<void> {
    await db.$executeRaw`
      INSERT INTO notification_settings (person_id, kind, inbox) VALUES (${personId}::uuid, ${kind}, ${inbox})
      ON CONFLICT (person_id, kind) DO UPDATE SET inbox = excluded.inbox`
  }
}
