import { empty, raw, type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, postId, time } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import { textWithinAnswer } from '../../database/long-texts.ts'
import type { PostId, UserId } from '../../ids.ts'
import type { Rendered } from '../markdown/render-markdown.ts'
import {
  type AddressReader,
  isLive,
  isMet,
  isNotBlocked,
  isPublic,
  type Reader,
  visibleByAddressTo,
} from '../visibility/visibility.ts'
import { type CounterChange, headRow, type Post, type PostHead, postColumns, postRow } from './post.ts'
import type { PostVisibility } from './post-input.ts'
import { placeRow, postsAt } from './post-places.ts'

export type NewPost = {
  id: PostId
  authorId: UserId
  title: string
  body: string
  rendered: Rendered
  rendererVersion: number
  visibility: PostVisibility
  createdAt: Date
}

const contentRow = z.object({ title: z.string(), body: z.string() })
export type PostContent = z.output<typeof contentRow>

const head = sql`p.id, p.author_id, p.visibility, p.created_at, p.updated_at, p.version, p.deleted_at IS NOT NULL AS deleted,
  p.removals > 0 AS removed, p.locked`

const author = z.object({ author: z.string() })
const ofAuthorRow = { parse: (row: unknown) => ({ ...author.parse(row), ...placeRow.parse(row) }) }
export type PostOfAuthor = ReturnType<typeof ofAuthorRow.parse>

export class PostRepository {
  /** Adds posts with their counters. An id that exists is left alone and not in the answer. */
  async insert(tx: Sql, posts: readonly NewPost[]): Promise<Set<PostId>> {
    const rows = posts.map(({ rendered, ...post }) => ({ ...post, ...rendered }))
    const made = await select(
      tx,
      z.object({ id: postId }),
      sql`
        WITH made AS (
          INSERT INTO posts (id, author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at, updated_at)
          SELECT id, "authorId", title, body, html, text, excerpt, "rendererVersion", visibility, "createdAt", "createdAt"
          FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id uuid, "authorId" uuid, title text, body text, html text,
            text text, excerpt text, "rendererVersion" integer, visibility visibility, "createdAt" timestamptz(3))
          ON CONFLICT (id) DO NOTHING
          RETURNING id, visibility, created_at
        ), counted AS (
          INSERT INTO post_counters (post_id, listed, last_activity_at)
          SELECT id, visibility = 'PUBLIC', created_at FROM made
        )
        SELECT id FROM made`,
    )
    return new Set(made.map((row) => row.id))
  }

  /** Locks the counters of posts, in id order. The next statement sees what whoever held them before has written. */
  async lock(tx: Sql, ids: readonly PostId[]): Promise<void> {
    await tx.$queryRaw`
      SELECT post_id FROM post_counters WHERE post_id = ANY (${ids}::uuid[]) ORDER BY post_id FOR NO KEY UPDATE`
  }

  heads(db: Sql, ids: readonly PostId[]): Promise<PostHead[]> {
    return select(db, headRow, sql`SELECT ${head} FROM posts p WHERE p.id = ANY (${ids}::uuid[])`)
  }

  visibleHeads(db: Sql, viewer: AddressReader, ids: readonly PostId[]): Promise<PostHead[]> {
    return select(
      db,
      headRow,
      sql`SELECT ${head} FROM posts p WHERE p.id = ANY (${ids}::uuid[]) AND ${visibleByAddressTo(viewer)}`,
    )
  }

  /** Of those, what the hider has not blocked the author of. */
  visible(db: Sql, { viewer, hiderId }: Reader, ids: readonly PostId[]): Promise<Post[]> {
    return select(
      db,
      postRow,
      sql`
        SELECT ${postColumns(viewer?.id ?? null)} FROM posts p JOIN post_counters c ON c.post_id = p.id
        WHERE p.id = ANY (${ids}::uuid[]) AND ${visibleByAddressTo(viewer)} AND ${isNotBlocked(hiderId, sql`p.author_id`)}`,
    )
  }

  /** The bodies of posts, or their HTML; null each where all of them together are more than an answer may have. */
  texts(db: Sql, viewer: AddressReader, ids: readonly PostId[], column: 'body' | 'body_html') {
    return select(
      db,
      z.object({ id: postId, text: z.string().nullable() }),
      sql`
        SELECT p.id, ${textWithinAnswer(raw(`p.${column}`))} AS text FROM posts p
        WHERE p.id = ANY (${ids}::uuid[]) AND ${visibleByAddressTo(viewer)}`,
    )
  }

  async content(tx: Sql, id: PostId): Promise<PostContent> {
    const [row] = await select(tx, contentRow, sql`SELECT title, body FROM posts WHERE id = ${id}::uuid`)
    if (!row) throw new Error(`post ${id} was locked but is not there`)
    return row
  }

  async lastActivityAt(tx: Sql, id: PostId): Promise<Date> {
    const row = z.object({ last_activity_at: time })
    const [found] = await select(tx, row, sql`SELECT last_activity_at FROM post_counters WHERE post_id = ${id}::uuid`)
    if (!found) throw new Error(`post ${id} has no counters`)
    return found.last_activity_at
  }

  async update(
    tx: Sql,
    id: PostId,
    change: {
      title: string
      visibility: PostVisibility
      edited: boolean
      updatedAt: Date
      body: { body: string; rendered: Rendered; rendererVersion: number } | null
    },
  ): Promise<void> {
    const { title, visibility, edited, updatedAt, body } = change
    const text = body
      ? sql`body = ${body.body}, body_html = ${body.rendered.html}, body_text = ${body.rendered.text},
          excerpt = ${body.rendered.excerpt}, renderer_version = ${body.rendererVersion},`
      : empty
    await tx.$executeRaw`
      UPDATE posts SET ${text} title = ${title}, visibility = ${visibility}::visibility, edited = edited OR ${edited},
        updated_at = ${updatedAt.toISOString()}::timestamptz, version = version + 1
      WHERE id = ${id}::uuid`
  }

  async delete(tx: Sql, id: PostId, at: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE posts SET deleted_at = ${at.toISOString()}::timestamptz, updated_at = ${at.toISOString()}::timestamptz,
        version = version + 1
      WHERE id = ${id}::uuid`
  }

  /** Gives the new version. */
  async raise(tx: Sql, id: PostId, at: Date): Promise<number> {
    const [row] = await select(
      tx,
      z.object({ version: count }),
      sql`
        UPDATE posts SET version = version + 1, updated_at = ${at.toISOString()}::timestamptz WHERE id = ${id}::uuid RETURNING version`,
    )
    if (!row) throw new Error(`post ${id} was locked but is not there`)
    return row.version
  }

  async list(tx: Sql, ids: readonly PostId[], listed: boolean): Promise<void> {
    await tx.$executeRaw`UPDATE post_counters SET listed = ${listed} WHERE post_id = ANY (${ids}::uuid[])`
  }

  /** Adds to the numbers of standing acts upon posts; answers those that are removed now, or are no more, whose versions rise. */
  changeRemovals(tx: Sql, ids: readonly PostId[], by: number): Promise<PostHead[]> {
    return select(
      tx,
      headRow,
      sql`
        WITH changed AS (
          UPDATE posts SET removals = removals + ${by}::integer,
            version = version + CASE WHEN (removals = 0) = (removals + ${by}::integer = 0) THEN 0 ELSE 1 END
          WHERE id = ANY (${ids}::uuid[])
          RETURNING new.*, (old.removals > 0) <> (new.removals > 0) AS turned
        )
        SELECT ${head} FROM changed p WHERE p.turned`,
    )
  }

  async lockThread(tx: Sql, id: PostId, locked: boolean): Promise<void> {
    await tx.$executeRaw`UPDATE posts SET locked = ${locked}, version = version + 1 WHERE id = ${id}::uuid`
  }

  /** Adds to counters whose rows the caller has locked. Activity only goes up. */
  async count(tx: Sql, changes: readonly CounterChange[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE post_counters SET
        like_count = like_count + coalesce(t.likes, 0),
        repost_count = repost_count + coalesce(t.reposts, 0),
        comment_count = comment_count + coalesce(t.comments, 0),
        thread_count = thread_count + coalesce(t.thread, 0),
        top_level_count = top_level_count + coalesce(t."topLevel", 0),
        last_activity_at = greatest(last_activity_at, t."activityAt")
      FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS t("postId" uuid, likes integer, reposts integer,
        comments integer, thread integer, "topLevel" integer, "activityAt" timestamptz(3))
      WHERE post_counters.post_id = t."postId"`
  }

  /** Posts of people whom the hider has not hidden, newest first: public ones, and all of the viewer's own. */
  byAuthors(
    db: Sql,
    { viewer, hiderId }: Reader,
    authorIds: readonly UserId[],
    position: Position,
    limit: number,
  ): Promise<PostOfAuthor[]> {
    const viewerId = viewer?.id ?? null
    const page = sql`
      (p.created_at, p.id) < (${position.at}::timestamptz, ${position.id}::uuid)
      ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`
    const places = sql`
      SELECT a.id AS author, x.id, x.created_at AS at
      FROM unnest(${authorIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (
        (SELECT p.id, p.created_at FROM posts p
         WHERE p.author_id = a.id AND a.id IS DISTINCT FROM ${viewerId}::uuid AND ${isMet(hiderId, sql`a.id`)}
           AND ${isPublic} AND ${page})
        UNION ALL
        (SELECT p.id, p.created_at FROM posts p
         WHERE p.author_id = a.id AND a.id = ${viewerId}::uuid AND ${isLive} AND ${page})
      ) x`
    return select(db, ofAuthorRow, postsAt(viewerId, places, sql`place.author,`))
  }
}
