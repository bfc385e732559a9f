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
  /** By its author. */
  deleted: z.boolean(),
  /** By moderators, and not restored. Independent of the above; what came before there were moderators does not say it. */
  removed: z.boolean().default(false),
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
  removed: z.boolean().default(false),
  version,
})

export type CommentState = z.output<typeof comment>

const ofComment = { ...byPost, data: comment, subject: (data: CommentState) => data.commentId } as const

export const commentAdded = defineEvent({ type: 'comment_added', ...ofComment })
export const commentUpdated = defineEvent({ type: 'comment_updated', ...ofComment })
export const commentDeleted = defineEvent({ type: 'comment_deleted', ...ofComment })

/** By which act, and whose: null is the system's. */
const act = { actId: id, actorId: id.nullable() }

const ofContent = {
  topic: 'posts',
  source: 'forum/posts',
  data: z.union([comment.extend(act), post.extend(act)]),
  key: (data: { postId: string }) => data.postId,
  subject: (data: { postId: string; commentId?: string }) => data.commentId ?? data.postId,
} as const

/** A post or a comment: the full state of it after the act. */
export const contentRemoved = defineEvent({ type: 'content_removed', ...ofContent })
export const contentRestored = defineEvent({ type: 'content_restored', ...ofContent })

const ofLock = { ...byPost, data: post.extend(act) } as const

export const postLocked = defineEvent({ type: 'post_locked', ...ofLock })
export const postUnlocked = defineEvent({ type: 'post_unlocked', ...ofLock })
