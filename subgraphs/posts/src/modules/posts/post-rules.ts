import type { Viewer } from '@forum/graphql-kit'
import type { Post } from './post.ts'

// Who may do what with a post or comment that they see.

type Owned = Pick<Post, 'authorId'>

export const mayEdit = (viewer: Viewer | null, thing: Owned): boolean => viewer?.id === thing.authorId

/** Of posts and comments that the viewer sees. */
export const mayDelete = (viewer: Viewer | null, thing: Owned): boolean =>
  mayEdit(viewer, thing) || viewer?.role === 'MODERATOR' || viewer?.role === 'ADMIN'

export const mayComment = (viewer: Viewer | null): boolean => viewer !== null
