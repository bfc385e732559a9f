import { sql } from '@forum/postgres'
import { z } from 'zod'
import { count, tagId } from '../../database/columns.ts'

/** The tags of `posts AS p` in their order, as a column of a statement that reads posts. */
export const tagsOfPostColumn = sql`coalesce((
    SELECT json_agg(json_build_object('id', g.tag_id, 'name', n.name, 'postCount', n.post_count) ORDER BY g.position)
    FROM post_tags g JOIN tag_counters n ON n.tag_id = g.tag_id WHERE g.post_id = p.id
  ), '[]')`

/** What that column holds. */
export const tagsOfPost = z.array(z.object({ id: tagId, name: z.string(), postCount: count }))
