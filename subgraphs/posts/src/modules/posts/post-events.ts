import type { PostState } from '@forum/events'
import type { PostHead } from './post.ts'

/** The full state of a post as its events carry it. */
export const postState = (
  post: Omit<PostHead, 'deleted' | 'removed' | 'locked'> & { deleted?: boolean; removed?: boolean },
  tags: readonly string[],
): PostState => ({
  postId: post.id,
  authorId: post.authorId,
  visibility: post.visibility,
  tags: [...tags],
  createdAt: post.createdAt.toISOString(),
  updatedAt: post.updatedAt.toISOString(),
  deleted: post.deleted ?? false,
  removed: post.removed ?? false,
  version: post.version,
})
