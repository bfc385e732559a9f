import { type Sql, type SqlFragment, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId, time, userId } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import { isPublic } from '../visibility/visibility.ts'

/** What a page is called in its address, and when it changed where that is known. */
export type Listed = { name: string; updatedAt: Date | null }

/** After `after`, up to and with `upTo`. */
export type Range<Key> = { after: Key; upTo: Key }

const listedPost = z
  .object({ id: postId, updated_at: time })
  .transform((row): Listed => ({ name: row.id, updatedAt: row.updated_at }))
const listedName = z.object({ name: z.string() }).transform((row): Listed => ({ name: row.name, updatedAt: null }))
const position = z
  .object({ id: postId, at: time })
  .transform((row): Position => ({ id: row.id, at: row.at.toISOString() }))

/**
 * Who wrote a public post, in the order of ids: one look into the index for each person, however much they wrote. Ends as soon as
 * whoever reads it has enough.
 */
const authorsAfter = (after: string): SqlFragment => sql`
  WITH RECURSIVE authors AS (
    (SELECT p.author_id AS id FROM posts p WHERE ${isPublic} AND p.author_id > ${after}::uuid ORDER BY p.author_id LIMIT 1)
    UNION ALL
    SELECT (SELECT p.author_id FROM posts p WHERE ${isPublic} AND p.author_id > authors.id ORDER BY p.author_id LIMIT 1)
    FROM authors WHERE authors.id IS NOT NULL
  )`

/** Each `…After` gives the key of the row that is `count` further on, or nothing when the list ends before. */
export class SitemapRepository {
  async postAfter(db: Sql, { at, id }: Position, count: number): Promise<Position | undefined> {
    const [found] = await select(
      db,
      position,
      sql`
        SELECT p.created_at AS at, p.id FROM posts p
        WHERE ${isPublic} AND (p.created_at, p.id) > (${at}::timestamptz, ${id}::uuid)
        ORDER BY p.created_at, p.id OFFSET ${count - 1} LIMIT 1`,
    )
    return found
  }

  posts(db: Sql, { after, upTo }: Range<Position>, limit: number): Promise<Listed[]> {
    return select(
      db,
      listedPost,
      sql`
        SELECT p.id, p.updated_at FROM posts p
        WHERE ${isPublic} AND (p.created_at, p.id) > (${after.at}::timestamptz, ${after.id}::uuid)
          AND (p.created_at, p.id) <= (${upTo.at}::timestamptz, ${upTo.id}::uuid)
        ORDER BY p.created_at, p.id LIMIT ${limit}`,
    )
  }

  async authorAfter(db: Sql, after: string, count: number): Promise<string | undefined> {
    const [found] = await select(
      db,
      z.object({ id: userId }),
      sql`${authorsAfter(after)} SELECT id FROM authors WHERE id IS NOT NULL OFFSET ${count - 1} LIMIT 1`,
    )
    return found?.id
  }

  authors(db: Sql, { after, upTo }: Range<string>, limit: number): Promise<Listed[]> {
    return select(
      db,
      listedName,
      sql`
        ${authorsAfter(after)}, listed AS (
          SELECT id FROM authors WHERE id IS NOT NULL LIMIT ${limit}
        )
        SELECT people.handle AS name FROM listed JOIN people ON people.user_id = listed.id
        WHERE listed.id <= ${upTo}::uuid`,
    )
  }

  async tagAfter(db: Sql, after: string, count: number): Promise<string | undefined> {
    const [found] = await select(
      db,
      z.object({ name: z.string() }),
      sql`
        SELECT name FROM tag_counters WHERE post_count > 0 AND name > ${after}
        ORDER BY name OFFSET ${count - 1} LIMIT 1`,
    )
    return found?.name
  }

  tags(db: Sql, { after, upTo }: Range<string>, limit: number): Promise<Listed[]> {
    return select(
      db,
      listedName,
      sql`
        SELECT name FROM tag_counters WHERE post_count > 0 AND name > ${after} AND name <= ${upTo}
        ORDER BY name LIMIT ${limit}`,
    )
  }
}
