import { sql } from '@forum/postgres'
import { z } from 'zod'
import { count, tagId } from '../../database/columns.ts'

/** The tags of `posts AS p` in their order, as a column of a statement that reads posts. */
export const tagsOfPostColumn = sql`(
    SELECT json_agg(json_build_array(g.tag_id, n.name, n.post_count) ORDER BY g.position)
    FROM post_tags g JOIN tag_counters n ON n.tag_id = g.tag_id WHERE g.post_id = p.id
  )`

/** What that column holds: null where there are none. */
export const tagsOfPost = z
  .array(z.tuple([tagId, z.string(), count]))
  .nullable()
  .transform((tags) => (tags ?? []).map(([id, name, postCount]) => ({ id, name, postCount })))
