import type { Viewer } from '@forum/graphql-kit'
import { type SqlFragment, sql } from '@forum/postgres'
import type { UserId } from '../../ids.ts'

// Who sees which post and comment, in SQL, in one place: every list, count, search, loader and event of Posts composes these conditions.
// What is not visible is as if it did not exist. What its author deleted and what moderators removed are independent: a text is visible if
// neither happened.

/** Who reads; null: a guest. */
export type Reader = Pick<Viewer, 'id' | 'role'> | null

export const isModerator = (reader: Reader): boolean => reader !== null && reader.role !== 'USER'

/**
 * `posts AS p` that a viewer, or a guest, finds in lists: live, and either public and not removed, or their own. Moderators find no more than
 * others.
 */
export const visibleTo = (viewerId: UserId | null): SqlFragment =>
  sql`p.deleted_at IS NULL AND (p.visibility = 'PUBLIC' AND p.removals = 0 OR p.author_id = ${viewerId}::uuid)`

/** `posts AS p` that somebody sees by its address, and the thread under it: moderators also what was removed. */
export const visibleByAddressTo = (reader: Reader): SqlFragment =>
  isModerator(reader)
    ? sql`p.deleted_at IS NULL AND (p.visibility = 'PUBLIC' OR p.author_id = ${reader?.id ?? null}::uuid)`
    : visibleTo(reader?.id ?? null)

/** `posts AS p` that everybody sees, as the indexes of public posts say it, so that a statement may walk one. */
export const isPublic: SqlFragment = sql`p.deleted_at IS NULL AND p.removals = 0 AND p.visibility = 'PUBLIC'`

/** `posts AS p` that their author sees, those that were removed among them. */
export const isLive: SqlFragment = sql`p.deleted_at IS NULL`

/** The same as `visibleTo` for `post_search AS s`, which holds posts only that are neither deleted nor removed. */
export const indexedVisibleTo = (viewerId: UserId | null): SqlFragment =>
  sql`(s.visibility = 'PUBLIC' OR s.author_id = ${viewerId}::uuid)`

/** `comments AS c` that their author did not delete, so that their words are there. */
export const isSaid: SqlFragment = sql`c.removed_at IS NULL`

/** `comments AS c` whose words everybody reads who sees their post. */
export const isShown: SqlFragment = sql`c.removed_at IS NULL AND c.removals = 0`

/** `comments AS c` whose words this reader reads, if their post is visible: of a removed one its author and moderators. */
export const isReadableBy = (reader: Reader): SqlFragment => {
  if (reader === null) return sql`(${isShown})`
  return isModerator(reader)
    ? sql`(${isSaid})`
    : sql`(${isSaid} AND (c.removals = 0 OR c.author_id = ${reader.id}::uuid))`
}

/** `comments AS c` that have a row in their thread for everybody: those that are shown, and placeholders of others that have replies. */
export const isSeen: SqlFragment = sql`c.seen AND (c.removals = 0 OR c.reply_count > 0)`

/** `comments AS c` that have none for everybody. */
export const isUnseen: SqlFragment = sql`NOT (c.seen AND (c.removals = 0 OR c.reply_count > 0))`

/** What an UPDATE of comments did to that, for its RETURNING. */
export const seenBeforeAndAfter: SqlFragment = sql`
  (old.seen AND (old.removals = 0 OR old.reply_count > 0)) AS was_seen, (new.seen AND (new.removals = 0 OR new.reply_count > 0)) AS is_seen,
  (old.removed_at IS NULL AND old.removals = 0) AS was_shown, (new.removed_at IS NULL AND new.removals = 0) AS is_shown`

/**
 * `comments AS c` that only moderators have in a thread beside those: what was removed and has no replies that are seen, and placeholders that lead to
 * such a one.
 */
export const isSeenByModerators: SqlFragment = sql`
  ${isUnseen} AND (c.removed_at IS NULL OR EXISTS (
    SELECT FROM comments below
    WHERE below.post_id = c.post_id AND below.path > c.path AND below.path < c.path || '\xff'::bytea
      AND NOT (below.seen AND (below.removals = 0 OR below.reply_count > 0)) AND below.removed_at IS NULL
  ))`

/** `comments AS c` that somebody sees by their address, if their post is visible: those of the thread, and a removed one that they may read. */
export const isCommentVisibleTo = (reader: Reader): SqlFragment => sql`(${isSeen} OR ${isReadableBy(reader)})`
