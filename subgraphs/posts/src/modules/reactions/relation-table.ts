import { raw, type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, time, userId } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { UserId } from '../../ids.ts'
import { isMet } from '../visibility/visibility.ts'

/** Somebody's like or repost of something: a row that is never deleted, because each toggle raises its version. */
export type NewRelation<Subject extends string> = { subjectId: Subject; userId: UserId; at: Date }

const toggled = z.object({ version: count })
const personPosition = z.object({ parent: z.string(), id: userId, at: time })
/** Who, at which position of the list of one subject. */
export type PersonPosition = z.output<typeof personPosition>

const tables = {
  post_likes: { table: raw('post_likes'), subject: raw('post_id') },
  comment_likes: { table: raw('comment_likes'), subject: raw('comment_id') },
  reposts: { table: raw('reposts'), subject: raw('post_id') },
} as const

/** One table of (subject, user, active, version, changed_at). Callers hold the lock of the subject's post. */
export class RelationTable<Subject extends string> {
  readonly #table: Fragment
  readonly #subject: Fragment
  readonly #row

  constructor(name: keyof typeof tables, subjectId: z.ZodType<Subject>) {
    this.#table = tables[name].table
    this.#subject = tables[name].subject
    this.#row = z
      .object({ subject_id: subjectId, user_id: userId, changed_at: time })
      .transform(
        (row): NewRelation<Subject> => ({ subjectId: row.subject_id, userId: row.user_id, at: row.changed_at }),
      )
  }

  /** The version of the relation that was turned on, or null when it was on. */
  async add(tx: Sql, { subjectId, userId, at }: NewRelation<Subject>): Promise<number | null> {
    const [row] = await select(
      tx,
      toggled,
      sql`
        INSERT INTO ${this.#table} AS held (${this.#subject}, user_id, changed_at)
        VALUES (${subjectId}::uuid, ${userId}::uuid, ${at.toISOString()}::timestamptz)
        ON CONFLICT (${this.#subject}, user_id) DO UPDATE
          SET active = true, version = held.version + 1, changed_at = excluded.changed_at WHERE NOT held.active
        RETURNING version`,
    )
    return row?.version ?? null
  }

  /** The version of the relation that was turned off, or null when it was not on. */
  async remove(tx: Sql, { subjectId, userId, at }: NewRelation<Subject>): Promise<number | null> {
    const [row] = await select(
      tx,
      toggled,
      sql`
        UPDATE ${this.#table} SET active = false, version = version + 1, changed_at = ${at.toISOString()}::timestamptz
        WHERE ${this.#subject} = ${subjectId}::uuid AND user_id = ${userId}::uuid AND active
        RETURNING version`,
    )
    return row?.version ?? null
  }

  /** Adds those that were never there, on or off, and answers them. */
  addNew(tx: Sql, given: readonly NewRelation<Subject>[]): Promise<NewRelation<Subject>[]> {
    return select(
      tx,
      this.#row,
      sql`
        INSERT INTO ${this.#table} (${this.#subject}, user_id, changed_at)
        SELECT "subjectId", "userId", at
        FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS t("subjectId" uuid, "userId" uuid, at timestamptz(3))
        ON CONFLICT (${this.#subject}, user_id) DO NOTHING
        RETURNING ${this.#subject} AS subject_id, user_id, changed_at`,
    )
  }

  /** Whom the viewer meets of those who have it on for these subjects, the latest first; `limit` for each subject. */
  people(
    db: Sql,
    viewerId: UserId | null,
    subjectIds: readonly string[],
    position: Position,
    limit: number,
  ): Promise<PersonPosition[]> {
    return select(
      db,
      personPosition,
      sql`
        SELECT a.id AS parent, x.user_id AS id, x.changed_at AS at
        FROM unnest(${subjectIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          SELECT r.user_id, r.changed_at FROM ${this.#table} r
          WHERE r.${this.#subject} = a.id AND r.active AND ${isMet(viewerId, sql`r.user_id`)}
            AND (r.changed_at, r.user_id) < (${position.at}::timestamptz, ${position.id}::uuid)
          ORDER BY r.changed_at DESC, r.user_id DESC LIMIT ${limit}
        ) x`,
    )
  }
}

type Fragment = ReturnType<typeof raw>
