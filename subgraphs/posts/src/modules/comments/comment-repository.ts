import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { commentId, time } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import { type CommentId, type PostId, postIdOf, type UserId } from '../../ids.ts'
import type { Rendered } from '../markdown/render-markdown.ts'
import { visibleTo } from '../posts/post-rules.ts'
import { type Comment, commentColumns, commentRow } from './comment.ts'

export type NewComment = {
  id: CommentId
  postId: PostId
  parentId: CommentId | null
  authorId: UserId
  body: string
  html: string
  rendererVersion: number
  depth: number
  path: Buffer
  pathNewest: Buffer
  createdAt: Date
}

export type Sort = 'OLDEST' | 'NEWEST'

const positionRow = z.object({ parent: z.string(), id: commentId, at: time })
export type CommentPosition = z.output<typeof positionRow>
const stepRow = z
  .object({ parent: z.string(), id: commentId, path: z.instanceof(Uint8Array) })
  .transform((row) => ({ ...row, path: Buffer.from(row.path) }))
export type ThreadPosition = z.output<typeof stepRow>

export class CommentRepository {
  /** Adds comments; parents may be among them. An id that exists is left alone and not in the answer. */
  async insert(tx: Sql, comments: readonly NewComment[]): Promise<Set<CommentId>> {
    const rows = comments.map((comment) => ({
      ...comment,
      path: comment.path.toString('hex'),
      pathNewest: comment.pathNewest.toString('hex'),
    }))
    const made = await select(
      tx,
      z.object({ id: commentId }),
      sql`
        INSERT INTO comments (id, post_id, parent_id, author_id, body, body_html, renderer_version, depth, path, path_newest, created_at, updated_at)
        SELECT id, "postId", "parentId", "authorId", body, html, "rendererVersion", depth, decode(path, 'hex'),
          decode("pathNewest", 'hex'), "createdAt", "createdAt"
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id uuid, "postId" uuid, "parentId" uuid, "authorId" uuid,
          body text, html text, "rendererVersion" integer, depth smallint, path text, "pathNewest" text, "createdAt" timestamptz(3))
        ON CONFLICT (id) DO NOTHING
        RETURNING id`,
    )
    return new Set(made.map((row) => row.id))
  }

  /** Adds to the numbers of direct replies. The caller holds the posts' locks. */
  async countReplies(tx: Sql, changes: readonly { id: CommentId; by: number }[]): Promise<void> {
    if (changes.length === 0) return
    await tx.$executeRaw`
      UPDATE comments SET reply_count = reply_count + t.by
      FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS t(id uuid, by integer)
      WHERE comments.id = t.id`
  }

  async countLikes(tx: Sql, changes: readonly { id: CommentId; by: number }[]): Promise<void> {
    if (changes.length === 0) return
    await tx.$executeRaw`
      UPDATE comments SET like_count = like_count + t.by
      FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS t(id uuid, by integer)
      WHERE comments.id = t.id`
  }

  async update(tx: Sql, id: CommentId, body: string, rendered: Rendered, rendererVersion: number, at: Date) {
    await tx.$executeRaw`
      UPDATE comments SET body = ${body}, body_html = ${rendered.html}, renderer_version = ${rendererVersion}, edited = true,
        updated_at = ${at.toISOString()}::timestamptz, version = version + 1
      WHERE id = ${id}::uuid`
  }

  async remove(tx: Sql, id: CommentId, at: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE comments SET body = '', body_html = '', removed_at = ${at.toISOString()}::timestamptz,
        updated_at = ${at.toISOString()}::timestamptz, version = version + 1
      WHERE id = ${id}::uuid`
  }

  /** The post of a comment, to lock it; what is locked is read again. */
  async postOf(db: Sql, id: CommentId): Promise<PostId | null> {
    const [row] = await select(
      db,
      z.object({ post_id: z.string().transform(postIdOf) }),
      sql`SELECT post_id FROM comments WHERE id = ${id}::uuid`,
    )
    return row?.post_id ?? null
  }

  /** Comments whatever their post; the caller has checked it. */
  find(tx: Sql, ids: readonly CommentId[]): Promise<Comment[]> {
    return select(tx, commentRow, sql`SELECT ${commentColumns} FROM comments c WHERE c.id = ANY (${ids}::uuid[])`)
  }

  /** Comments of posts that the viewer sees, placeholders included. */
  visible(db: Sql, viewerId: UserId | null, ids: readonly CommentId[]): Promise<Comment[]> {
    return select(
      db,
      commentRow,
      sql`
        SELECT ${commentColumns} FROM comments c JOIN posts p ON p.id = c.post_id
        WHERE c.id = ANY (${ids}::uuid[]) AND c.seen AND ${visibleTo(viewerId)}`,
    )
  }

  /** Top-level comments of posts. */
  top(db: Sql, postIds: readonly string[], sort: Sort, position: Position, limit: number): Promise<CommentPosition[]> {
    const page =
      sort === 'OLDEST'
        ? sql`(c.created_at, c.id) > (${position.at}::timestamptz, ${position.id}::uuid) ORDER BY c.created_at, c.id`
        : sql`(c.created_at, c.id) < (${position.at}::timestamptz, ${position.id}::uuid) ORDER BY c.created_at DESC, c.id DESC`
    return select(
      db,
      positionRow,
      sql`
        SELECT a.id AS parent, x.id, x.created_at AS at
        FROM unnest(${postIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          SELECT c.id, c.created_at FROM comments c
          WHERE c.post_id = a.id AND c.parent_id IS NULL AND c.seen AND ${page} LIMIT ${limit}
        ) x`,
    )
  }

  replies(
    db: Sql,
    parentIds: readonly string[],
    sort: Sort,
    position: Position,
    limit: number,
  ): Promise<CommentPosition[]> {
    const page =
      sort === 'OLDEST'
        ? sql`(c.created_at, c.id) > (${position.at}::timestamptz, ${position.id}::uuid) ORDER BY c.created_at, c.id`
        : sql`(c.created_at, c.id) < (${position.at}::timestamptz, ${position.id}::uuid) ORDER BY c.created_at DESC, c.id DESC`
    return select(
      db,
      positionRow,
      sql`
        SELECT a.id AS parent, x.id, x.created_at AS at
        FROM unnest(${parentIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          SELECT c.id, c.created_at FROM comments c
          WHERE c.parent_id = a.id AND c.seen AND ${page} LIMIT ${limit}
        ) x`,
    )
  }

  /** The whole tree of posts in reading order, after a path. */
  thread(db: Sql, postIds: readonly string[], sort: Sort, after: Buffer, limit: number): Promise<ThreadPosition[]> {
    const walk =
      sort === 'OLDEST'
        ? sql`SELECT c.id, c.path FROM comments c WHERE c.post_id = a.id AND c.seen AND c.path > ${after} ORDER BY c.path`
        : sql`
          SELECT c.id, c.path_newest AS path FROM comments c
          WHERE c.post_id = a.id AND c.seen AND c.path_newest > ${after} ORDER BY c.path_newest`
    return select(
      db,
      stepRow,
      sql`
        SELECT a.id AS parent, x.id, x.path
        FROM unnest(${postIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (${walk} LIMIT ${limit}) x`,
    )
  }
}
