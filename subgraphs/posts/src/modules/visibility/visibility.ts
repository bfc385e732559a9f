import { type SqlFragment, sql } from '@forum/postgres'
import type { UserId } from '../../ids.ts'

// Who sees which post and comment, in SQL, in one place: every list, count, search, loader and event of Posts composes these conditions.
// What is not visible is as if it did not exist.

/** `posts AS p` that a viewer, or a guest, sees: live, and public or their own. Moderators see no more than others. */
export const visibleTo = (viewerId: UserId | null): SqlFragment => visibleToEach(sql`${viewerId}::uuid`)

/** The same for somebody whom a statement finds. */
export const visibleToEach = (viewer: SqlFragment): SqlFragment =>
  sql`p.deleted_at IS NULL AND (p.visibility = 'PUBLIC' OR p.author_id = ${viewer})`

/**
 * A post, given by the column of its id, whose thread the viewer has not muted: for feeds, which a guest reads whole. A look-up with LIMIT, so that
 * the planner does not gather all that somebody ever muted; not IS NULL, which it believes of few rows.
 */
export const isNotMutedBy = (viewerId: UserId | null, postId: SqlFragment): SqlFragment =>
  viewerId === null
    ? sql`true`
    : sql`NOT coalesce((SELECT true FROM thread_watches m
        WHERE m.person_id = ${viewerId}::uuid AND m.post_id = ${postId} AND m.level = 'MUTE' LIMIT 1), false)`

/** `posts AS p` that everybody sees, as the indexes of public posts say it, so that a statement may walk one. */
export const isPublic: SqlFragment = sql`p.deleted_at IS NULL AND p.visibility = 'PUBLIC'`

/** `posts AS p` that their author sees. */
export const isLive: SqlFragment = sql`p.deleted_at IS NULL`

/** The same as `visibleTo` for `post_search AS s`, which holds live posts only. */
export const indexedVisibleTo = (viewerId: UserId | null): SqlFragment =>
  sql`(s.visibility = 'PUBLIC' OR s.author_id = ${viewerId}::uuid)`

/** `comments AS c` whose words are there to be read, if their post is visible. */
export const isSaid: SqlFragment = sql`c.removed_at IS NULL`

/** `comments AS c` that have a row in their thread, if their post is visible: those, and placeholders of others that have replies. */
export const isSeen: SqlFragment = sql`c.seen`
