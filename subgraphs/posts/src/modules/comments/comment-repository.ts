import { type Sql, type SqlFragment, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { commentId, count, postId, time, userId } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { CommentId, PostId, UserId } from '../../ids.ts'
import type { Rendered } from '../markdown/render-markdown.ts'
import {
  isCommentVisibleTo,
  isMet,
  isModerator,
  isNotBlocked,
  isSaid,
  isSeenBy,
  isSeenByModerators,
  isShown,
  type Reader,
  seenBeforeAndAfter,
  visibleByAddressTo,
  visibleTo,
} from '../visibility/visibility.ts'
import {
  type Comment,
  commentColumns,
  commentRow,
  type SeenComment,
  seenCommentColumns,
  seenCommentRow,
} from './comment.ts'

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

export type Sort = 'OLDEST' | 'NEWEST' | 'TOP'
/** Where a list of siblings goes on. Likes count in TOP alone. */
export type SiblingPosition = Position & { likes: number }

/** `key`: where a thread by likes has it. */
const listed = z.object({ parent: z.string(), key: z.instanceof(Uint8Array).optional() })
const listedRow = { parse: (row: unknown) => ({ ...listed.parse(row), comment: seenCommentRow.parse(row) }) }
export type ListedComment = ReturnType<typeof listedRow.parse>

const turnColumns = sql`new.id, new.post_id, new.parent_id, new.depth, ${seenBeforeAndAfter}`
const turnRow = z
  .object({
    id: commentId,
    post_id: postId,
    parent_id: commentId.nullable(),
    depth: count,
    was_seen: z.boolean(),
    is_seen: z.boolean(),
    was_shown: z.boolean(),
    is_shown: z.boolean(),
  })
  .transform((row) => ({
    id: row.id,
    postId: row.post_id,
    parentId: row.parent_id,
    depth: row.depth,
    wasSeen: row.was_seen,
    isSeen: row.is_seen,
    wasShown: row.was_shown,
    isShown: row.is_shown,
  }))
/** What a change did to one comment: whether it has a row in its thread, and whether its words are shown, before and after. */
export type Turn = z.output<typeof turnRow>

const removalRow = z
  .object({
    author_id: userId,
    created_at: time,
    updated_at: time,
    version: count,
    deleted: z.boolean(),
    was_removed: z.boolean(),
    is_removed: z.boolean(),
  })
  .transform((row) => ({
    authorId: row.author_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
    deleted: row.deleted,
    wasRemoved: row.was_removed,
    isRemoved: row.is_removed,
  }))
export type RemovalTurn = z.output<typeof removalRow>

const authorCount = z.object({ authorId: userId, comments: count })

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

  delete(tx: Sql, id: CommentId, at: Date): Promise<Turn[]> {
    return select(
      tx,
      turnRow,
      sql`
        UPDATE comments SET body = '', body_html = '', removed_at = ${at.toISOString()}::timestamptz,
          updated_at = ${at.toISOString()}::timestamptz, version = version + 1
        WHERE id = ${id}::uuid RETURNING ${turnColumns}`,
    )
  }

  /** Adds to the numbers of standing acts upon comments. The version rises where one is removed now or is no more. */
  changeRemovals(tx: Sql, ids: readonly string[], by: number): Promise<(Turn & RemovalTurn)[]> {
    return select(
      tx,
      { parse: (row: unknown) => ({ ...turnRow.parse(row), ...removalRow.parse(row) }) },
      sql`
        UPDATE comments SET removals = removals + ${by}::integer,
          version = version + CASE WHEN (removals = 0) = (removals + ${by}::integer = 0) THEN 0 ELSE 1 END
        WHERE id = ANY (${ids}::uuid[])
        RETURNING ${turnColumns}, new.author_id, new.created_at, new.updated_at, new.version, new.removed_at IS NOT NULL AS deleted,
          old.removals > 0 AS was_removed, new.removals > 0 AS is_removed`,
    )
  }

  /** Adds to the numbers of direct replies that are seen, and answers what that did to the comments themselves. */
  addReplies(tx: Sql, changes: readonly { id: CommentId; by: number }[]): Promise<Turn[]> {
    return select(
      tx,
      turnRow,
      sql`
        UPDATE comments SET reply_count = reply_count + t.by
        FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS t(id uuid, by integer)
        WHERE comments.id = t.id RETURNING ${turnColumns}`,
    )
  }

  /** The post of a comment, to lock it; what is locked is read again. */
  async postOf(db: Sql, id: CommentId): Promise<PostId | null> {
    const [row] = await select(
      db,
      z.object({ post_id: postId }),
      sql`SELECT post_id FROM comments WHERE id = ${id}::uuid`,
    )
    return row?.post_id ?? null
  }

  /** Comments whatever their post; the caller has checked it. */
  find(tx: Sql, ids: readonly CommentId[]): Promise<Comment[]> {
    return select(tx, commentRow, sql`SELECT ${commentColumns} FROM comments c WHERE c.id = ANY (${ids}::uuid[])`)
  }

  /** Comments of posts that the viewer sees, placeholders included, by their addresses. */
  visible(db: Sql, reader: Reader, ids: readonly CommentId[]): Promise<SeenComment[]> {
    const { viewer, hiderId } = reader
    return select(
      db,
      seenCommentRow,
      sql`
        SELECT ${seenCommentColumns(reader)} FROM comments c JOIN posts p ON p.id = c.post_id
        WHERE c.id = ANY (${ids}::uuid[]) AND ${isCommentVisibleTo(viewer)} AND ${visibleByAddressTo(viewer)}
          AND ${isNotBlocked(hiderId, sql`p.author_id`)}`,
    )
  }

  /** Top-level comments of posts that the viewer sees. */
  top(db: Sql, reader: Reader, postIds: readonly string[], page: Siblings): Promise<ListedComment[]> {
    return this.#listed(
      db,
      reader,
      postIds,
      { post: sql`a.id`, isOf: sql`c.post_id = a.id AND c.parent_id IS NULL` },
      walkOf(page),
    )
  }

  replies(db: Sql, reader: Reader, parentIds: readonly string[], page: Siblings): Promise<ListedComment[]> {
    return this.#listed(db, reader, parentIds, ofComment, walkOf(page))
  }

  /** The whole tree of posts in reading order, after a path. */
  thread(
    db: Sql,
    reader: Reader,
    postIds: readonly string[],
    { sort, after, limit }: { sort: Exclude<Sort, 'TOP'>; after: Buffer; limit: number },
  ): Promise<ListedComment[]> {
    const path = sort === 'OLDEST' ? sql`c.path` : sql`c.path_newest`
    return this.#listed(
      db,
      reader,
      postIds,
      { post: sql`a.id`, isOf: sql`c.post_id = a.id` },
      {
        start: sql`${path} > ${after}`,
        order: path,
        limit,
      },
    )
  }

  /** The same with siblings by likes, each row with its key. It looks at all comments of the posts, so those are few enough. */
  threadByLikes(
    db: Sql,
    reader: Reader,
    postIds: readonly string[],
    { after, limit }: { after: Buffer; limit: number },
  ): Promise<ListedComment[]> {
    const { viewer, hiderId } = reader
    const hasRow = isModerator(viewer) ? sql`(${isSeenBy(hiderId)} OR (${isSeenByModerators}))` : isSeenBy(hiderId)

    return select(
      db,
      listedRow,
      sql`
        SELECT a.id AS parent, place.key, ${seenCommentColumns(reader)}
        FROM unnest(${postIds}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          SELECT FROM posts p WHERE p.id = a.id AND ${visibleByAddressTo(viewer)} AND ${isNotBlocked(hiderId, sql`p.author_id`)} LIMIT 1
        ) p CROSS JOIN LATERAL (
          WITH RECURSIVE tree AS (
            SELECT c.id, ${stepByLikes} AS key FROM comments c WHERE c.post_id = a.id AND c.parent_id IS NULL AND ${hasRow}
            UNION ALL
            SELECT c.id, above.key || ${stepByLikes} FROM tree above JOIN comments c ON c.parent_id = above.id WHERE ${hasRow}
          )
          SELECT tree.id, tree.key FROM tree WHERE tree.key > ${after} ORDER BY tree.key LIMIT ${limit}
        ) place JOIN comments c ON c.id = place.id AND ${hasRow}
        ORDER BY place.key`,
    )
  }

  /**
   * What people said under posts that the viewer sees, newest first. What they said where the viewer does not see it is read over. Of their own the viewer
   * also finds what moderators removed.
   */
  ofAuthors(
    db: Sql,
    reader: Reader,
    authors: readonly string[],
    page: { position: Position; limit: number },
  ): Promise<ListedComment[]> {
    const { start, order, limit } = newestFirst(page)
    const { viewer, hiderId } = reader
    const viewerId = viewer?.id ?? null
    const said = (whose: 'own' | 'others') => sql`
      SELECT c.* FROM comments c JOIN posts p ON p.id = c.post_id
      WHERE c.author_id = a.id
        AND ${whose === 'own' ? sql`a.id = ${viewerId}::uuid AND ${isSaid}` : sql`a.id IS DISTINCT FROM ${viewerId}::uuid AND ${isShown}`} AND ${start} AND ${visibleTo(viewerId)}
        AND ${isMet(hiderId, sql`a.id`)} AND ${isNotBlocked(hiderId, sql`p.author_id`)}
      ORDER BY ${order} LIMIT ${limit}`
    // Lists show a moderator no more of others than everybody.
    const asOthers: Reader = { viewer: viewer && { id: viewer.id, role: 'USER' }, hiderId }
    return select(
      db,
      listedRow,
      sql`
        SELECT a.id AS parent, ${seenCommentColumns(asOthers)}
        FROM unnest(${authors}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          (${said('others')})
          UNION ALL
          (${said('own')})
        ) c
        ORDER BY ${order}`,
    )
  }

  /** How many those are. Grows with what each has said. */
  countOfAuthors(
    db: Sql,
    viewerId: UserId | null,
    authors: readonly UserId[],
  ): Promise<{ authorId: UserId; comments: number }[]> {
    return select(
      db,
      authorCount,
      sql`
        SELECT c.author_id AS "authorId", count(*)::int AS comments FROM comments c JOIN posts p ON p.id = c.post_id
        WHERE c.author_id = ANY (${authors}::uuid[]) AND ${isSaid} AND (c.removals = 0 OR c.author_id = ${viewerId}::uuid)
          AND ${visibleTo(viewerId)}
        GROUP BY c.author_id`,
    )
  }

  /** One page of each parent's comments, whole: what a list shows is one question, so it is one statement. */
  #listed(
    db: Sql,
    reader: Reader,
    parents: readonly string[],
    { post, isOf }: Parentage,
    { start, order, limit }: Walk,
  ): Promise<ListedComment[]> {
    const { viewer, hiderId } = reader
    const walk = (whose: 'everybody' | 'moderators') =>
      sql`SELECT c.* FROM comments c WHERE ${isOf} AND ${whose === 'everybody' ? isSeenBy(hiderId) : isSeenByModerators} AND ${start} ORDER BY ${order} LIMIT ${limit}`
    const page = isModerator(viewer)
      ? sql`
        SELECT c.* FROM ((${walk('everybody')}) UNION ALL (${walk('moderators')})) c ORDER BY ${order} LIMIT ${limit}`
      : walk('everybody')
    return select(
      db,
      listedRow,
      sql`
        SELECT a.id AS parent, ${seenCommentColumns(reader)}
        FROM unnest(${parents}::uuid[]) AS a(id) CROSS JOIN LATERAL (
          SELECT FROM posts p WHERE p.id = ${post} AND ${visibleByAddressTo(viewer)} AND ${isNotBlocked(hiderId, sql`p.author_id`)} LIMIT 1
        ) p CROSS JOIN LATERAL (${page}) c
        ORDER BY ${order}`,
    )
  }
}

/** Which comments a parent `a` has, and the post that all of them are of. LATERAL with LIMIT is looked up for each parent, whatever the planner expects. */
type Parentage = { post: SqlFragment; isOf: SqlFragment }

const ofComment: Parentage = {
  post: sql`(SELECT m.post_id FROM comments m WHERE m.id = a.id)`,
  isOf: sql`c.parent_id = a.id`,
}

type Siblings = { sort: Sort; position: SiblingPosition; limit: number }
/** From where a list goes on, and in which order. */
type Walk = { start: SqlFragment; order: SqlFragment; limit: number }

const newestFirst = ({ position: { at, id }, limit }: { position: Position; limit: number }): Walk => ({
  start: sql`(c.created_at, c.id) < (${at}::timestamptz, ${id}::uuid)`,
  order: sql`c.created_at DESC, c.id DESC`,
  limit,
})

const oldestFirst = ({ position: { at, id }, limit }: Siblings): Walk => ({
  start: sql`(c.created_at, c.id) > (${at}::timestamptz, ${id}::uuid)`,
  order: sql`c.created_at, c.id`,
  limit,
})

const mostLikedFirst = ({ position: { likes, at, id }, limit }: Siblings): Walk => ({
  start: sql`(-c.like_count, c.created_at, c.id) > (${-likes}::integer, ${at}::timestamptz, ${id}::uuid)`,
  order: sql`-c.like_count, c.created_at, c.id`,
  limit,
})

const walks = { OLDEST: oldestFirst, NEWEST: newestFirst, TOP: mostLikedFirst }
const walkOf = (page: Siblings): Walk => walks[page.sort](page)

/** The step of a comment in the key by which a thread is ordered: its likes, more of them first, and its own step of the path. */
const stepByLikes = sql`int4send(2147483647 - c.like_count) || substring(c.path FROM 22 * c.depth + 1)`
