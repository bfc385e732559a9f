import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, postId, tagId } from '../../database/columns.ts'
import type { PostId, TagId } from '../../ids.ts'

const tagRow = z
  .object({ tag_id: tagId, name: z.string(), post_count: count })
  .transform((row) => ({ id: row.tag_id, name: row.name, postCount: row.post_count }))
export type Tag = z.output<typeof tagRow>

const namedRow = z.object({ id: tagId, name: z.string() })
export type NamedTag = z.output<typeof namedRow>

export type TaggedPost = {
  postId: PostId
  listed: boolean
  createdAt: Date
  lastActivityAt: Date
  names: readonly string[]
}

/** Rows of a JSON array as the recordset that bulk statements read. */
const rowsOf = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`

export class TagRepository {
  /** Makes the tags that are missing, in the order of their names, so that two writers never wait for each other crosswise. */
  async ensure(tx: Sql, tags: readonly { id: string; name: string }[]): Promise<void> {
    await tx.$executeRaw`
      WITH made AS (
        INSERT INTO tags (id, name)
        SELECT t.id, t.name FROM jsonb_to_recordset(${rowsOf(tags)}) AS t(id uuid, name text)
        WHERE NOT EXISTS (SELECT FROM tags WHERE tags.name = t.name)
        ORDER BY t.name COLLATE "C"
        ON CONFLICT (name) DO NOTHING
        RETURNING id, name
      )
      INSERT INTO tag_counters (tag_id, name) SELECT id, name FROM made`
  }

  /** Gives posts without tags theirs; answers which tag each got. */
  attach(tx: Sql, posts: readonly TaggedPost[]): Promise<{ postId: PostId; tagId: TagId }[]> {
    const rows = posts.flatMap(({ names, ...post }) => names.map((name, position) => ({ ...post, name, position })))
    return select(
      tx,
      pairRow,
      sql`
        INSERT INTO post_tags (post_id, position, tag_id, listed, created_at, last_activity_at)
        SELECT t."postId", t.position, tags.id, t.listed, t."createdAt", t."lastActivityAt"
        FROM jsonb_to_recordset(${rowsOf(rows)}) AS t("postId" uuid, position smallint, name text, listed boolean,
          "createdAt" timestamptz(3), "lastActivityAt" timestamptz(3))
        JOIN tags ON tags.name = t.name
        RETURNING post_id, tag_id`,
    )
  }

  detach(tx: Sql, postId: PostId): Promise<{ postId: PostId; tagId: TagId }[]> {
    return select(tx, pairRow, sql`DELETE FROM post_tags WHERE post_id = ${postId}::uuid RETURNING post_id, tag_id`)
  }

  list(tx: Sql, postIds: readonly PostId[], listed: boolean): Promise<{ postId: PostId; tagId: TagId }[]> {
    return select(
      tx,
      pairRow,
      sql`
        UPDATE post_tags SET listed = ${listed} WHERE post_id = ANY (${postIds}::uuid[]) AND listed <> ${listed}
        RETURNING post_id, tag_id`,
    )
  }

  /** Adds to the numbers of public posts, after locking their rows in id order. */
  async count(tx: Sql, changes: ReadonlyMap<TagId, number>): Promise<void> {
    const rows = [...changes].filter(([, by]) => by !== 0).map(([id, by]) => ({ id, by }))
    if (rows.length === 0) return
    const ids = rows.map((row) => row.id)
    await tx.$queryRaw`
      SELECT tag_id FROM tag_counters WHERE tag_id = ANY (${ids}::uuid[]) ORDER BY tag_id FOR NO KEY UPDATE`
    await tx.$executeRaw`
      UPDATE tag_counters SET post_count = post_count + t.by
      FROM jsonb_to_recordset(${rowsOf(rows)}) AS t(id uuid, by integer)
      WHERE tag_counters.tag_id = t.id`
  }

  async touch(tx: Sql, activity: readonly { postId: PostId; at: Date }[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE post_tags SET last_activity_at = t.at
      FROM jsonb_to_recordset(${rowsOf(activity)}) AS t("postId" uuid, at timestamptz(3))
      WHERE post_tags.post_id = t."postId" AND last_activity_at < t.at`
  }

  /** Of each post, in its order. */
  async namesOfEach(tx: Sql, postIds: readonly PostId[]): Promise<Map<PostId, string[]>> {
    const rows = await select(
      tx,
      z.object({ post_id: postId, name: z.string() }),
      sql`
        SELECT t.post_id, c.name FROM post_tags t JOIN tag_counters c ON c.tag_id = t.tag_id
        WHERE t.post_id = ANY (${postIds}::uuid[]) ORDER BY t.post_id, t.position`,
    )
    return new Map([...Map.groupBy(rows, (row) => row.post_id)].map(([id, each]) => [id, each.map((row) => row.name)]))
  }

  byIds(db: Sql, ids: readonly string[]): Promise<NamedTag[]> {
    return select(db, namedRow, sql`SELECT id, name FROM tags WHERE id = ANY (${ids}::uuid[])`)
  }

  counts(db: Sql, ids: readonly string[]): Promise<{ id: TagId; postCount: number }[]> {
    return select(
      db,
      tagRow,
      sql`SELECT tag_id, name, post_count FROM tag_counters WHERE tag_id = ANY (${ids}::uuid[])`,
    )
  }

  async named(db: Sql, name: string): Promise<Tag | null> {
    const [tag] = await select(
      db,
      tagRow,
      sql`SELECT tag_id, name, post_count FROM tag_counters WHERE name = ${name} AND post_count > 0`,
    )
    return tag ?? null
  }

  mostUsed(db: Sql, after: { postCount: number; name: string }, limit: number): Promise<Tag[]> {
    return select(
      db,
      tagRow,
      sql`
        (SELECT tag_id, name, post_count FROM tag_counters
         WHERE post_count > 0 AND post_count = ${after.postCount} AND name > ${after.name}
         ORDER BY name LIMIT ${limit})
        UNION ALL
        (SELECT tag_id, name, post_count FROM tag_counters
         WHERE post_count > 0 AND post_count < ${after.postCount}
         ORDER BY post_count DESC, name LIMIT ${limit})
        ORDER BY post_count DESC, name LIMIT ${limit}`,
    )
  }

  /** Names from `from` (exclusive, when it is a cursor) to below `to`, in the order of their code points. */
  byName(db: Sql, range: { atLeast: string; after: string; below: string }, limit: number): Promise<Tag[]> {
    return select(
      db,
      tagRow,
      sql`
        SELECT tag_id, name, post_count FROM tag_counters
        WHERE post_count > 0 AND name >= ${range.atLeast} AND name > ${range.after} AND name < ${range.below}
        ORDER BY name LIMIT ${limit}`,
    )
  }
}

const pairRow = z
  .object({ post_id: postId, tag_id: tagId })
  .transform((row) => ({ postId: row.post_id, tagId: row.tag_id }))
