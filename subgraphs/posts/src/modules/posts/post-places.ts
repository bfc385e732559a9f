import { type SqlFragment, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId, time } from '../../database/columns.ts'
import type { PostId, UserId } from '../../ids.ts'
import { visibleTo } from '../visibility/visibility.ts'
import { type Post, postColumns, postRow } from './post.ts'

/** A post as a viewer sees it, or no row. @param id which one, of what it is joined to */
export const visiblePost = (viewerId: UserId | null, id: SqlFragment): SqlFragment => sql`
  SELECT ${postColumns(viewerId)} FROM posts p JOIN post_counters c ON c.post_id = p.id
  WHERE p.id = ${id} AND ${visibleTo(viewerId)} LIMIT 1`

/**
 * The posts of a list in the statement that finds their places: a post that the viewer does not see leaves its place without one, so that the
 * page still knows where it ends. LATERAL keeps it a look at the page's posts, however many there are.
 *
 * @param places a query of a list's rows: `at` and `id`, which order it downwards, and whatever else is wanted in `others`
 */
export const postsAt = (viewerId: UserId | null, places: SqlFragment, others: SqlFragment): SqlFragment => sql`
  SELECT place.at AS place_at, place.id AS place_id, ${others} seen.*
  FROM (${places}) AS place LEFT JOIN LATERAL (${visiblePost(viewerId, sql`place.id`)}) AS seen ON true
  ORDER BY place.at DESC, place.id DESC`

const place = z.object({ place_at: time, place_id: postId, id: postId.nullable() })
export type PostPlace = { at: Date; id: PostId; post: Post | null }

/** A row of that. */
export const placeRow = {
  parse: (row: unknown): PostPlace => {
    const { place_at: at, place_id, id } = place.parse(row)
    return { at, id: place_id, post: id === null ? null : postRow.parse(row) }
  },
}
