import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { userId } from '../../database/columns.ts'
import type { PostId, UserId } from '../../ids.ts'
import { isShown, visibleTo } from '../visibility/visibility.ts'

const personRow = z.object({ person_id: userId })
const handleRow = z.object({ handle: z.string(), user_id: userId })

/** As far as a thread and a list of followed people are looked at for one press of a key. */
const [maxComments, maxFollowed] = [500, 500]

export class MentionRepository {
  /** Who has these handles. */
  async byHandles(db: Sql, handles: readonly string[]): Promise<Map<string, UserId>> {
    const rows = await select(
      db,
      handleRow,
      sql`SELECT handle, user_id FROM people WHERE handle = ANY (${handles}::text[])`,
    )
    return new Map(rows.map((row) => [row.handle, row.user_id]))
  }

  /** Those who are named in a text now, in their order, and those who were told of it. */
  async keep(tx: Sql, textId: string, personIds: readonly UserId[]): Promise<void> {
    await tx.$executeRaw`
      WITH gone AS (
        DELETE FROM text_mentions
        WHERE text_id = ${textId}::uuid AND NOT is_told AND NOT person_id = ANY (${personIds}::uuid[])
      )
      INSERT INTO text_mentions (text_id, person_id, position)
      SELECT ${textId}::uuid, named.id, named.position
      FROM unnest(${personIds}::uuid[]) WITH ORDINALITY AS named(id, position)
      ON CONFLICT (text_id, person_id) DO UPDATE SET position = excluded.position`
  }

  /** The first of them who were not told, as many as a text may still tell; from now on they were. */
  async take(tx: Sql, textId: string, authorId: UserId, most: number): Promise<UserId[]> {
    const taken = await select(
      tx,
      personRow,
      sql`
        UPDATE text_mentions SET is_told = true WHERE text_id = ${textId}::uuid AND person_id IN (
          SELECT person_id FROM text_mentions
          WHERE text_id = ${textId}::uuid AND NOT is_told AND person_id <> ${authorId}::uuid
          ORDER BY position
          LIMIT greatest(0, ${most}::integer - (SELECT count(*) FROM text_mentions WHERE text_id = ${textId}::uuid AND is_told))
        )
        RETURNING person_id`,
    )
    return taken.map((row) => row.person_id)
  }

  /** Who may be meant, the likeliest first. Looks at a part of an index each, however many people there are. */
  async suggest(
    db: Sql,
    viewerId: UserId,
    { prefix, postId, limit }: { prefix: string; postId: PostId | null; limit: number },
  ): Promise<UserId[]> {
    const begins = sql`(
      (p.handle ~>=~ lower(${prefix}) AND p.handle ~<~ (lower(${prefix}) || chr(1114111)))
      OR (s.display_name ~>=~ forum_search_name(${prefix}) AND s.display_name ~<~ (forum_search_name(${prefix}) || chr(1114111))))`
    const named = sql`
      CROSS JOIN LATERAL (SELECT * FROM people WHERE user_id = near.id LIMIT 1) AS p
      CROSS JOIN LATERAL (SELECT * FROM people_search WHERE user_id = near.id LIMIT 1) AS s`
    const rows = await select(
      db,
      personRow,
      sql`
        WITH near AS (
          (SELECT id, min(rank) AS rank FROM (
            SELECT t.author_id AS id, 1 AS rank FROM (
              SELECT p.id, p.author_id FROM posts p WHERE p.id = ${postId}::uuid AND ${visibleTo(viewerId)}
            ) AS post CROSS JOIN LATERAL (
              SELECT post.author_id
              UNION ALL
              (SELECT c.author_id FROM comments c WHERE c.post_id = post.id AND ${isShown}
               ORDER BY c.created_at DESC, c.id DESC LIMIT ${maxComments})
            ) AS t
            UNION ALL
            (SELECT followed_id, 2 FROM follows WHERE follower_id = ${viewerId}::uuid AND active
             ORDER BY changed_at DESC, followed_id DESC LIMIT ${maxFollowed})
          ) AS known GROUP BY id)
        ), others AS (
          (SELECT user_id AS id, handle FROM people
           WHERE handle ~>=~ lower(${prefix}) AND handle ~<~ (lower(${prefix}) || chr(1114111))
           ORDER BY handle USING ~<~ LIMIT ${2 * limit})
          UNION
          (SELECT o.user_id, p.handle FROM (
             SELECT user_id FROM people_search
             WHERE display_name ~>=~ forum_search_name(${prefix}) AND display_name ~<~ (forum_search_name(${prefix}) || chr(1114111))
             ORDER BY display_name USING ~<~ LIMIT ${2 * limit}
           ) AS o CROSS JOIN LATERAL (SELECT handle FROM people WHERE user_id = o.user_id LIMIT 1) AS p)
        ), found AS (
          (SELECT near.id, near.rank, p.handle FROM near ${named} WHERE ${begins} ORDER BY near.rank, p.handle LIMIT ${2 * limit})
          UNION ALL
          SELECT id, 3, handle FROM others
        )
        SELECT id AS person_id FROM found WHERE id <> ${viewerId}::uuid
        GROUP BY id, handle ORDER BY min(rank), handle LIMIT ${limit}`,
    )
    return rows.map((row) => row.person_id)
  }
}
