import { type SqlFragment, sql } from '@forum/postgres'
import { z } from 'zod'
import { commentId, count, postId, time, userId } from '../../database/columns.ts'
import { textWithinAnswer } from '../../database/long-texts.ts'
import { hiddenReason, isReadableBy, type Reader } from '../visibility/visibility.ts'

const bytes = z.instanceof(Uint8Array)
const bufferOf = (given: Uint8Array): Buffer => Buffer.from(given.buffer, given.byteOffset, given.byteLength)

/** A comment, whoever looks at it. */
export const commentRow = z
  .object({
    id: commentId,
    post_id: postId,
    parent_id: commentId.nullable(),
    author_id: userId,
    body: z.string().nullable(),
    body_html: z.string().nullable(),
    depth: count,
    path: bytes,
    like_count: count,
    reply_count: count,
    created_at: time,
    updated_at: time,
    edited: z.boolean(),
    deleted: z.boolean(),
    removed: z.boolean(),
    version: count,
  })
  .transform((row) => ({
    id: row.id,
    postId: row.post_id,
    parentId: row.parent_id,
    /** Of one that is not to be read it is known here, and shown to nobody. */
    authorId: row.author_id,
    /** Null where it and others together are more than an answer may have; so is the next. */
    body: row.body,
    bodyHtml: row.body_html,
    depth: row.depth,
    path: bufferOf(row.path),
    likeCount: row.like_count,
    replyCount: row.reply_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    edited: row.edited,
    /** By its author: its words are gone. */
    deleted: row.deleted,
    /** By moderators, and not restored: its words are there for its author and moderators. */
    removed: row.removed,
    version: row.version,
  }))

export type Comment = z.output<typeof commentRow>

const columns = (words: (column: SqlFragment) => SqlFragment): SqlFragment => sql`
  c.id, c.post_id, c.parent_id, c.author_id, ${textWithinAnswer(words(sql`c.body`))} AS body, ${textWithinAnswer(words(sql`c.body_html`))} AS body_html, c.depth, c.path, c.like_count, c.reply_count,
  c.created_at, c.updated_at, c.edited, c.removed_at IS NOT NULL AS deleted, c.removals > 0 AS removed, c.version`

export const commentColumns = columns((column) => column)

/** What resolvers pass around for a Comment as a viewer sees it. */
export type SeenComment = Comment & {
  /** Whether its words and its author are there for this viewer, hidden or not. */
  isReadable: boolean
  viewerHasLiked: boolean
  /** Why its words and its author are kept from the viewer. */
  hidden: 'BLOCKED' | 'MUTED' | null
  /** They are shown all the same: the viewer asked for them. */
  revealed?: true
}

const seen = z.object({
  readable: z.boolean(),
  liked: z.boolean(),
  hidden: z.enum(['BLOCKED', 'MUTED']).nullable(),
})
export const seenCommentRow = {
  parse: (row: unknown): SeenComment => {
    const { readable, liked, hidden } = seen.parse(row)
    return {
      ...commentRow.parse(row),
      isReadable: readable,
      viewerHasLiked: liked,
      hidden: readable ? hidden : null,
    }
  },
}

/** Whether the viewer gets to see the words and who said them. */
export const isHeard = ({ isReadable, hidden, revealed }: SeenComment): boolean =>
  isReadable && (hidden === null || revealed === true)

/** The columns of that; a guest has liked and hidden nothing. */
export const seenCommentColumns = ({ viewer, hiderId }: Reader): SqlFragment => {
  const readable = isReadableBy(viewer)
  const base = sql`${columns((column) => sql`CASE WHEN ${readable} THEN ${column} ELSE '' END`)}, ${readable} AS readable`
  return viewer === null
    ? sql`${base}, false AS liked, NULL AS hidden`
    : sql`${base}, ${hiddenReason(hiderId)} AS hidden,
      EXISTS (SELECT FROM comment_likes l WHERE l.comment_id = c.id AND l.user_id = ${viewer.id}::uuid AND l.active) AS liked`
}
