import type { Viewer } from '@forum/graphql-kit'
import { type SqlFragment, sql } from '@forum/postgres'
import type { UserId } from '../../ids.ts'

// Who sees which post and comment, in SQL, in one place: every list, count, search, loader and event of Posts composes these conditions.
// What is not visible is as if it did not exist. What its author deleted and what moderators removed are independent: a text is visible if
// neither happened.

/** Who reads what stands at an address; null: a guest. */
export type AddressReader = Pick<Viewer, 'id' | 'role'> | null

/** Who reads, and whose blocks and mutes hide some of it from them: theirs, or nobody's. */
export type Reader = { viewer: AddressReader; hiderId: UserId | null }

export const isModerator = (viewer: AddressReader): boolean => viewer !== null && viewer.role !== 'USER'

/**
 * `posts AS p` that a viewer, or a guest, finds in lists: live, and either public and not removed, or their own. Moderators find no more than
 * others.
 */
export const visibleTo = (viewerId: UserId | null): SqlFragment => visibleToEach(sql`${viewerId}::uuid`)

/** The same for somebody whom a statement finds. */
export const visibleToEach = (viewer: SqlFragment): SqlFragment =>
  sql`p.deleted_at IS NULL AND (p.visibility = 'PUBLIC' AND p.removals = 0 OR p.author_id = ${viewer})`

/** `posts AS p` that somebody sees by its address, and the thread under it: moderators also what was removed. */
export const visibleByAddressTo = (viewer: AddressReader): SqlFragment =>
  isModerator(viewer)
    ? sql`p.deleted_at IS NULL AND (p.visibility = 'PUBLIC' OR p.author_id = ${viewer?.id ?? null}::uuid)`
    : visibleTo(viewer?.id ?? null)

/**
 * A post, given by the column of its id, whose thread the viewer has not muted: for feeds, which a guest reads whole. A look-up with LIMIT, so that
 * the planner does not gather all that somebody ever muted; not IS NULL, which it believes of few rows.
 */
const isNotMutedBy = (viewerId: UserId | null, postId: SqlFragment): SqlFragment =>
  viewerId === null
    ? sql`true`
    : sql`NOT coalesce((SELECT true FROM thread_watches m
        WHERE m.person_id = ${viewerId}::uuid AND m.post_id = ${postId} AND m.level = 'MUTE' LIMIT 1), false)`

/**
 * `posts AS p` that everybody sees, in lists, as the indexes of public posts say it, so that a statement may walk one. A post whose author has left
 * with their texts is emptied, and seen by its address alone.
 */
export const isPublic: SqlFragment = sql`p.deleted_at IS NULL AND p.removals = 0 AND p.visibility = 'PUBLIC' AND p.emptied_at IS NULL`

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
export const isReadableBy = (viewer: AddressReader): SqlFragment => {
  if (viewer === null) return sql`(${isShown})`
  return isModerator(viewer)
    ? sql`(${isSaid})`
    : sql`(${isSaid} AND (c.removals = 0 OR c.author_id = ${viewer.id}::uuid))`
}

/** `comments AS c` that have a row in their thread for everybody: those that are shown, and placeholders of others that have replies. */
export const isSeen: SqlFragment = sql`c.seen AND (c.removals = 0 OR c.reply_count > 0)`

/** `comments AS c` that have none for everybody. */
export const isUnseen: SqlFragment = sql`NOT (${isSeen})`

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
    WHERE below.post_id = c.post_id AND below.path > c.path AND below.path < c.path || '\\xff'::bytea
      AND NOT (below.seen AND (below.removals = 0 OR below.reply_count > 0)) AND below.removed_at IS NULL
  ))`

/** `comments AS c` that somebody sees by their address, if their post is visible: those of the thread, and a removed one that they may read. */
export const isCommentVisibleTo = (viewer: AddressReader): SqlFragment => sql`(${isSeen} OR ${isReadableBy(viewer)})`

// What a reader does not want to meet hides it from them alone. Each of these is asked of a row by a look into an index, for which a guest's
// statements have none: a scalar query is never made a join, so it costs the rows that a page looks at and not all that somebody has hidden.

const everything = sql`true`

const hiddenFrom = (viewerId: UserId, person: SqlFragment, how: SqlFragment): SqlFragment =>
  sql`(SELECT ${how} FROM hidden_people h WHERE h.owner_id = ${viewerId}::uuid AND h.person_id = ${person})`

/** Who wrote a post, whoever sees it: to ask one of these of a list that keeps no authors. LATERAL with LIMIT looks it up for each row. */
export const authorOf = (postId: SqlFragment): SqlFragment =>
  sql`SELECT p.author_id FROM posts p WHERE p.id = ${postId} LIMIT 1`

/** That a viewer has neither blocked nor muted this person: of every list. */
export const isMet = (viewerId: UserId | null, person: SqlFragment): SqlFragment =>
  viewerId === null ? everything : sql`NOT coalesce(${hiddenFrom(viewerId, person, sql`true`)}, false)`

/** That a viewer met this person when a walk began: whoever was hidden since then still has the positions that the walk may have shown. */
export const wasMet = (viewerId: UserId, person: SqlFragment, start: string): SqlFragment =>
  sql`coalesce(${hiddenFrom(viewerId, person, sql`least(h.blocked_at, h.muted_at)`)}, 'infinity') > ${start}::timestamptz`

/** That a viewer has not blocked this person: of what stands at an address. */
export const isNotBlocked = (viewerId: UserId | null, person: SqlFragment): SqlFragment =>
  viewerId === null ? everything : sql`${hiddenFrom(viewerId, person, sql`h.blocked_at`)} IS NULL`

/** That neither of two people has blocked the other: of what one does to the other. */
export const isOpenTo = (viewerId: UserId | null, person: SqlFragment): SqlFragment =>
  viewerId === null
    ? everything
    : sql`${isNotBlocked(viewerId, person)}
      AND (SELECT h.blocked_at FROM hidden_people h WHERE h.owner_id = ${person} AND h.person_id = ${viewerId}::uuid) IS NULL`

/** Why `comments AS c` shows a viewer no words: BLOCKED, MUTED or null. */
export const hiddenReason = (viewerId: UserId | null): SqlFragment =>
  viewerId === null
    ? sql`NULL`
    : hiddenFrom(viewerId, sql`c.author_id`, sql`CASE WHEN h.blocked_at IS NULL THEN 'MUTED' ELSE 'BLOCKED' END`)

/**
 * `comments AS c` that have a row in a viewer's thread: what somebody hidden said has one where somebody else is heard below it. Looked for in
 * the order of the thread, so that the first is enough.
 */
export const isSeenBy = (viewerId: UserId | null): SqlFragment =>
  viewerId === null
    ? isSeen
    : sql`${isSeen} AND (c.removed_at IS NOT NULL OR c.removals > 0 OR ${isMet(viewerId, sql`c.author_id`)} OR (
        SELECT d.id FROM comments d
        WHERE d.post_id = c.post_id AND d.seen AND d.path > c.path AND d.path < c.path || '\\xff'::bytea
          AND d.removed_at IS NULL AND d.removals = 0 AND ${isMet(viewerId, sql`d.author_id`)}
        LIMIT 1
      ) IS NOT NULL)`

/** Who reads a feed, and when: a muted word may have an end. */
export type FeedReader = { id: UserId; at: Date }

const mutedNow = ({ id, at }: FeedReader): SqlFragment =>
  sql`w.owner_id = ${id}::uuid AND (w.until IS NULL OR w.until > ${at.toISOString()}::timestamptz)`

/** All words, or all phrases, that a reader has muted as one query; null where there are none. No row of a list is in it, so it is made once. */
const mutedAll = (reader: FeedReader, isPhrase: boolean): SqlFragment =>
  sql`(SELECT forum_search_any(w.query) FROM muted_words w WHERE ${mutedNow(reader)} AND (w.phrase IS NOT NULL) = ${isPhrase}::boolean)`

/** All words of `posts AS p`; no phrase reaches from the title into the text, or from tag to tag. */
const plainWords = sql`concat_ws('|', forum_plain_words(p.title), forum_plain_words(p.body_text), (
  SELECT string_agg(forum_plain_words(tags.name), '|') FROM post_tags t JOIN tags ON tags.id = t.tag_id WHERE t.post_id = p.id
))`

/**
 * `posts AS p` that a reader meets in a feed: by nobody whom they have hidden, in no thread that they have muted, and without their muted words, their own excepted. Only a post
 * that has the words of a phrase is read for the phrase itself.
 */
export const isMetInFeeds = (reader: FeedReader | null): SqlFragment =>
  reader === null
    ? everything
    : sql`${isMet(reader.id, sql`p.author_id`)} AND ${isNotMutedBy(reader.id, sql`p.id`)} AND (
        p.author_id = ${reader.id}::uuid OR coalesce(${mutedAll(reader, false)}, ${mutedAll(reader, true)}) IS NULL OR (
          SELECT s.words @@ ${mutedAll(reader, false)} OR s.words @@ ${mutedAll(reader, true)} AND EXISTS (
            SELECT FROM muted_words w
            WHERE ${mutedNow(reader)} AND w.phrase IS NOT NULL AND s.words @@ w.query AND strpos(${plainWords}, w.phrase) > 0
          )
          FROM post_search s WHERE s.post_id = p.id
        ) IS NOT TRUE
      )`

/** Whether a reader has anything hidden, so that a page of theirs may have to look at more than it shows. */
export const hidesAnything = (reader: FeedReader | null): SqlFragment =>
  reader === null
    ? sql`false`
    : sql`(EXISTS (SELECT FROM hidden_people h WHERE h.owner_id = ${reader.id}::uuid)
        OR EXISTS (SELECT FROM thread_watches m WHERE m.person_id = ${reader.id}::uuid AND m.level = 'MUTE')
        OR EXISTS (SELECT FROM muted_words w WHERE ${mutedNow(reader)}))`
