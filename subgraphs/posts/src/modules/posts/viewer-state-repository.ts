import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId } from '../../database/columns.ts'
import type { PostId, UserId } from '../../ids.ts'

const stateRow = z.object({ id: postId, liked: z.boolean(), reposted: z.boolean(), bookmarked: z.boolean() })
export type ViewerState = z.output<typeof stateRow>

/** What a viewer has done with posts, in one statement for all of it. */
export class ViewerStateRepository {
  of(db: Sql, viewerId: UserId, ids: readonly PostId[]): Promise<ViewerState[]> {
    return select(
      db,
      stateRow,
      sql`
        SELECT t.id, coalesce(l.active, false) AS liked, coalesce(r.active, false) AS reposted, b.post_id IS NOT NULL AS bookmarked
        FROM unnest(${ids}::uuid[]) AS t(id)
        LEFT JOIN post_likes l ON l.post_id = t.id AND l.user_id = ${viewerId}::uuid
        LEFT JOIN reposts r ON r.post_id = t.id AND r.user_id = ${viewerId}::uuid
        LEFT JOIN bookmarks b ON b.post_id = t.id AND b.user_id = ${viewerId}::uuid`,
    )
  }
}
