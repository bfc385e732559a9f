import type { CommentState } from '@forum/events'
import type { PostHead } from '../posts/post.ts'
import type { Comment } from './comment.ts'

type Described = Pick<Comment, 'id' | 'postId' | 'parentId' | 'authorId' | 'createdAt' | 'updatedAt' | 'version'>

/** The full state of a comment as its events carry it. */
export const commentState = (
  comment: Described,
  post: Pick<PostHead, 'authorId'>,
  { deleted = false, removed = false }: { deleted?: boolean; removed?: boolean } = {},
): CommentState => ({
  commentId: comment.id,
  postId: comment.postId,
  postAuthorId: post.authorId,
  parentId: comment.parentId,
  authorId: comment.authorId,
  createdAt: comment.createdAt.toISOString(),
  updatedAt: comment.updatedAt.toISOString(),
  deleted,
  removed,
  version: comment.version,
})
