import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { id, version } from './pieces.ts'

// A relation is a row that is never deleted; each toggle raises its version, so any order and repetition of its events ends in the
// same state. The time of an event is that of the toggle.

const byPost = { topic: 'posts', source: 'forum/posts', key: (data: { postId: string }) => data.postId } as const

const postReaction = z.object({ postId: id, postAuthorId: id, userId: id, active: z.boolean(), version })

export type PostReactionState = z.output<typeof postReaction>

export const postLiked = defineEvent({ type: 'post_liked', ...byPost, data: postReaction })
export const postUnliked = defineEvent({ type: 'post_unliked', ...byPost, data: postReaction })
export const postReposted = defineEvent({ type: 'post_reposted', ...byPost, data: postReaction })
export const postUnreposted = defineEvent({ type: 'post_unreposted', ...byPost, data: postReaction })

const commentReaction = z.object({
  commentId: id,
  postId: id,
  commentAuthorId: id,
  userId: id,
  active: z.boolean(),
  version,
})

export type CommentReactionState = z.output<typeof commentReaction>

const onComment = { ...byPost, data: commentReaction, subject: (data: CommentReactionState) => data.commentId } as const

export const commentLiked = defineEvent({ type: 'comment_liked', ...onComment })
export const commentUnliked = defineEvent({ type: 'comment_unliked', ...onComment })

const follow = z.object({ followedId: id, followerId: id, active: z.boolean(), version })

export type FollowState = z.output<typeof follow>

const onFollowed = {
  topic: 'posts',
  source: 'forum/posts',
  data: follow,
  key: (data: FollowState) => data.followedId,
} as const

export const userFollowed = defineEvent({ type: 'user_followed', ...onFollowed })
export const userUnfollowed = defineEvent({ type: 'user_unfollowed', ...onFollowed })
