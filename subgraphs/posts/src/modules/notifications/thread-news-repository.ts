import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId, time, userId } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'
import { isPublic } from '../visibility/visibility.ts'
import { commentsOfThread, isUnread } from './notification-conditions.ts'
import { groupHours, type Told } from './telling-repository.ts'

const newsRow = z
  .object({ id: z.bigint(), post_id: postId, comments_until: time, after_person: userId })
  .transform((row) => ({
    id: row.id,
    postId: row.post_id,
    until: row.comments_until,
    afterPerson: row.after_person,
  }))
export type News = z.output<typeof newsRow>

const watcherRow = z
  .object({ person_id: userId, told_up_to: time, is_due: z.boolean() })
  .transform((row) => ({ personId: row.person_id, toldUpTo: row.told_up_to, isDue: row.is_due }))
export type Watcher = z.output<typeof watcherRow>

const toldRow = z
  .object({ person_id: userId, last_at: time })
  .transform((row): Told => ({ personId: row.person_id, at: row.last_at }))

export class ThreadNewsRepository {
  /** Locks the oldest news that nobody else has. */
  async lockNext(tx: Sql): Promise<News | null> {
    const [news] = await select(
      tx,
      newsRow,
      sql`
        SELECT id, post_id, comments_until, after_person FROM thread_news
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    )
    return news ?? null
  }

  /** What else is new in the same thread and not begun becomes part of it. */
  async merge(tx: Sql, { id, postId }: News): Promise<Date | null> {
    const [row] = await select(
      tx,
      z.object({ until: time.nullable() }),
      sql`
        WITH others AS (
          DELETE FROM thread_news WHERE id IN (
            SELECT id FROM thread_news
            WHERE post_id = ${postId}::uuid AND id > ${id} AND after_person = '00000000-0000-0000-0000-000000000000'
            ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED
          )
          RETURNING comments_until
        )
        SELECT max(comments_until) AS until FROM others`,
    )
    return row?.until ?? null
  }

  /** The next who watch the thread, and whether there is something to tell each: they want it, and somebody else said something since. */
  watchers(tx: Sql, { postId, afterPerson, until }: News, limit: number): Promise<Watcher[]> {
    return select(
      tx,
      watcherRow,
      sql`
        SELECT w.person_id, w.told_up_to, (
          w.told_up_to < ${until.toISOString()}::timestamptz
          AND NOT EXISTS (SELECT FROM notification_settings s WHERE s.person_id = w.person_id AND s.kind = 'THREAD' AND NOT s.inbox)
          AND EXISTS (SELECT FROM posts p WHERE p.id = w.post_id AND ${isPublic})
          AND coalesce((SELECT true FROM (
            SELECT w.person_id, w.post_id, w.told_up_to AS comments_after, ${until.toISOString()}::timestamptz AS comments_until
          ) AS n CROSS JOIN LATERAL (${commentsOfThread}) AS told LIMIT 1), false)
        ) AS is_due
        FROM thread_watches w
        WHERE w.post_id = ${postId}::uuid AND w.level = 'WATCH' AND w.person_id > ${afterPerson}::uuid
        ORDER BY w.person_id LIMIT ${limit}`,
    )
  }

  /** As for other notices: holds their inboxes, in id order. */
  async open(tx: Sql, personIds: readonly UserId[], now: Date): Promise<Told[]> {
    return select(
      tx,
      toldRow,
      sql`
        INSERT INTO inboxes AS held (person_id, last_at)
        SELECT id, ${now.toISOString()}::timestamptz FROM unnest(${personIds}::uuid[]) AS t(id) ORDER BY id
        ON CONFLICT (person_id) DO UPDATE SET last_at = greatest(excluded.last_at, held.last_at + interval '1 millisecond')
        RETURNING person_id, last_at`,
    )
  }

  /**
   * Each is told of what came after the last comment that they were told of. Whoever was told of more since they were looked at is left
   * alone: their `toldUpTo` is another.
   */
  async tell(tx: Sql, { postId, until }: News, told: readonly (Told & { id: string; toldUpTo: Date })[]) {
    await tx.$executeRaw`
      WITH due AS (
        UPDATE thread_watches w SET told_up_to = ${until.toISOString()}::timestamptz
        FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
          AS t(id uuid, "personId" uuid, at timestamptz(3), "toldUpTo" timestamptz(3))
        WHERE w.person_id = t."personId" AND w.post_id = ${postId}::uuid AND w.level = 'WATCH' AND w.told_up_to = t."toldUpTo"
        RETURNING t.id, t."personId" AS person_id, t.at, t."toldUpTo" AS comments_after
      )
      INSERT INTO notifications AS held
        (id, person_id, kind, subject_id, post_id, first_at, latest_at, moves, actor_count, comments_after, comments_until)
      SELECT coalesce(g.id, due.id), due.person_id, 'THREAD', ${postId}::uuid, ${postId}::uuid, due.at, due.at, ARRAY[due.at], 1,
        due.comments_after, ${until.toISOString()}::timestamptz
      FROM due LEFT JOIN LATERAL (
        SELECT n.id FROM notifications n JOIN inboxes i ON i.person_id = n.person_id
        WHERE n.person_id = due.person_id AND n.subject_id = ${postId}::uuid AND n.kind = 'THREAD' AND ${isUnread}
          AND n.first_at > due.at - make_interval(hours => ${groupHours}::integer)
        ORDER BY n.first_at DESC LIMIT 1
      ) g ON true
      ON CONFLICT (id) DO UPDATE SET latest_at = excluded.latest_at, comments_until = excluded.comments_until,
        moves = (held.moves || excluded.latest_at)[cardinality(held.moves) - 48:]`
  }

  async goOn(tx: Sql, { id, until }: News, afterPerson: UserId): Promise<void> {
    await tx.$executeRaw`
      UPDATE thread_news SET after_person = ${afterPerson}::uuid, comments_until = ${until.toISOString()}::timestamptz
      WHERE id = ${id}`
  }

  async end(tx: Sql, { id }: News): Promise<void> {
    await tx.$executeRaw`DELETE FROM thread_news WHERE id = ${id}`
  }
}
