import { type NotAllowed, notAllowed, type Viewer } from '@forum/graphql-kit'
import type { UserId } from '../../ids.ts'
import { isModerator } from '../visibility/visibility.ts'
import type { Post } from './post.ts'

// Who may do what with a post or comment that they see.

type Owned = Pick<Post, 'authorId' | 'removed'>

/** What moderators removed stands as it is: no edits, likes, replies, reposts or bookmarks. Its author may delete it. */
export const frozen = ({ removed }: { removed: boolean }): NotAllowed | null =>
  removed ? notAllowed('Moderators removed this, so it stands as it is. Its author may delete it.', 'REMOVED') : null

export const isOwn = (viewer: Viewer | null, { authorId }: { authorId: string }): boolean => viewer?.id === authorId

export const mayEdit = (viewer: Viewer | null, thing: Owned): boolean => isOwn(viewer, thing) && !thing.removed

/** Deleting is the author's alone; moderators remove. */
export const mayDelete = (viewer: Viewer | null, thing: Pick<Post, 'authorId'>): boolean => isOwn(viewer, thing)

/** Under a locked post only moderators go on. */
const mayGoOn = (viewer: Viewer, { removed, locked }: Pick<Post, 'removed' | 'locked'>): boolean =>
  !removed && (!locked || isModerator(viewer))

export const mayComment = (viewer: Viewer | null, post: Pick<Post, 'removed' | 'locked' | 'isOpenToViewer'>): boolean =>
  viewer !== null && post.isOpenToViewer && mayGoOn(viewer, post)

/** Why somebody signed in may not comment under a post that they see; that its author has blocked them is asked where they write. */
export const commentRefusal = (viewer: Viewer, post: Pick<Post, 'removed' | 'locked'>): NotAllowed | null =>
  frozen(post) ??
  (mayGoOn(viewer, post) ? null : notAllowed('This post is locked: nobody can comment on it any more.', 'LOCKED'))

/**
 * Whose blocks and mutes hide what stands at an address, threads and people's pages among it: the viewer's. A moderator's do not, because what
 * they look after they must see; in feeds, search and lists of people they do.
 */
export const hidesAtAddresses = (viewer: Viewer | null): UserId | null =>
  viewer && !isModerator(viewer) ? viewer.id : null
