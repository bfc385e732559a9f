import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { id, instant, version } from './pieces.ts'

const byPost = { topic: 'posts', source: 'forum/posts', key: (data: { postId: string }) => data.postId } as const

const post = z.object({
  postId: id,
  authorId: id,
  visibility: z.enum(['PUBLIC', 'PRIVATE']),
  tags: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
  deleted: z.boolean(),
  version,
})

export type PostState = z.output<typeof post>

export const postCreated = defineEvent({ type: 'post_created', ...byPost, data: post })
export const postUpdated = defineEvent({ type: 'post_updated', ...byPost, data: post })
export const postDeleted = defineEvent({ type: 'post_deleted', ...byPost, data: post })
export const postRestored = defineEvent({ type: 'post_restored', ...byPost, data: post })

const comment = z.object({
  commentId: id,
  postId: id,
  postAuthorId: id,
  parentId: id.nullable(),
  authorId: id,
  createdAt: instant,
  updatedAt: instant,
  deleted: z.boolean(),
  version,
})

export type CommentState = z.output<typeof comment>

const ofComment = { ...byPost, data: comment, subject: (data: CommentState) => data.commentId } as const

export const commentAdded = defineEvent({ type: 'comment_added', ...ofComment })
export const commentUpdated = defineEvent({ type: 'comment_updated', ...ofComment })
export const commentDeleted = defineEvent({ type: 'comment_deleted', ...ofComment })
