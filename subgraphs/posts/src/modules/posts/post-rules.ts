import type { Viewer } from '@forum/graphql-kit'
import { type SqlFragment, sql } from '@forum/postgres'
import type { UserId } from '../../ids.ts'
import type { Post } from './post.ts'

// Who may see and do what with a post, in one place. A post that is not visible is as if it did not exist.

/** The one condition for `posts AS p` in SQL: live, and public or the viewer's own. Moderators see no more than others. */
export const visibleTo = (viewerId: UserId | null): SqlFragment =>
  sql`p.deleted_at IS NULL AND (p.visibility = 'PUBLIC' OR p.author_id = ${viewerId}::uuid)`

/** The same for everybody, as the indexes of public posts say it, so that a statement may walk one. */
export const isPublic: SqlFragment = sql`p.deleted_at IS NULL AND p.visibility = 'PUBLIC'`

/** The same as `visibleTo` for `post_search AS s`, which holds live posts only. */
export const indexedVisibleTo = (viewerId: UserId | null): SqlFragment =>
  sql`(s.visibility = 'PUBLIC' OR s.author_id = ${viewerId}::uuid)`

type Owned = Pick<Post, 'authorId'>

export const mayEdit = (viewer: Viewer | null, thing: Owned): boolean => viewer?.id === thing.authorId

/** Of posts and comments that the viewer sees. */
export const mayDelete = (viewer: Viewer | null, thing: Owned): boolean =>
  mayEdit(viewer, thing) || viewer?.role === 'MODERATOR' || viewer?.role === 'ADMIN'

export const mayComment = (viewer: Viewer | null): boolean => viewer !== null
