import type { Viewer } from '@forum/graphql-kit'
import type { UserId } from '../../ids.ts'
import type { Post } from './post.ts'

// Who may do what with a post or comment that they see.

const isStaff = (viewer: Viewer | null): boolean => viewer?.role === 'MODERATOR' || viewer?.role === 'ADMIN'

type Owned = Pick<Post, 'authorId'>

export const mayEdit = (viewer: Viewer | null, thing: Owned): boolean => viewer?.id === thing.authorId

/** Of posts and comments that the viewer sees. */
export const mayDelete = (viewer: Viewer | null, thing: Owned): boolean => mayEdit(viewer, thing) || isStaff(viewer)

export const mayComment = (viewer: Viewer | null, post: Pick<Post, 'isOpenToViewer'>): boolean =>
  viewer !== null && post.isOpenToViewer

/**
 * Whose blocks and mutes hide what stands at an address, threads and people's pages among it: the viewer's. A moderator's do not, because what
 * they look after they must see; in feeds, search and lists of people they do.
 */
export const hidesAtAddresses = (viewer: Viewer | null): UserId | null =>
  viewer && !isStaff(viewer) ? viewer.id : null
