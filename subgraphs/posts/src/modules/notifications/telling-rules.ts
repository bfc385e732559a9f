import {
  commentAdded,
  commentDeleted,
  commentLiked,
  commentUnliked,
  commentUpdated,
  contentRemoved,
  type ForumEvent,
  isEvent,
  postCreated,
  postDeleted,
  postLiked,
  postReposted,
  postUnliked,
  postUnreposted,
  postUpdated,
  userFollowed,
  userUnfollowed,
} from '@forum/events'
import type { UserId } from '../../ids.ts'
import type { NotificationKind } from './notification-kinds.ts'

/** What an event does not say of what happened. */
export type Circumstances = {
  /** Of a comment: whose post or comment it answers. */
  answered?: UserId
  /** Of a text: who is named in it and has not been told yet. */
  mentioned?: readonly UserId[]
}

/** What happened, and who is told of it. Whatever has the same cause is told a person once. */
export type Telling = {
  kind: NotificationKind
  personIds: readonly UserId[]
  actorId: UserId
  cause: string
  subjectId: string
  postId: string | null
  commentId: string | null
}

export type Rule = (event: ForumEvent, circumstances: Circumstances) => Telling | null

/**
 * Who is told of what: the first that fits a person tells them. A new kind is an entry here. Likes, reposts and follows are told once for
 * ever: of those that were there before, version 2 and on, `turnings` says what becomes of the notice.
 */
export const tellingRules: readonly Rule[] = [
  (event, { mentioned = [] }) => {
    const text = textOf(event)
    return text && { kind: 'MENTION', personIds: mentioned, ...text }
  },
  (event, { answered }) => {
    const text = isEvent(event, commentAdded) ? textOf(event) : null
    return text && answered ? { kind: 'REPLY', personIds: [answered], ...text } : null
  },
  (event) => {
    const reaction = reactionOf(event)
    if (!reaction?.active || reaction.version > 1) return null
    const { kind, personId, actorId, cause, subjectId, postId, commentId } = reaction
    return { kind, personIds: [personId], actorId, cause, subjectId, postId, commentId }
  },
]

/** A text that is there since this event, or reads differently. */
function textOf(event: ForumEvent) {
  if (isEvent(event, commentAdded) || isEvent(event, commentUpdated)) {
    const { commentId, postId, authorId } = event.data
    return { actorId: authorId, cause: `text ${commentId}`, subjectId: commentId, postId, commentId }
  }
  if (isEvent(event, postCreated) || isEvent(event, postUpdated)) {
    const { postId, authorId } = event.data
    return { actorId: authorId, cause: `text ${postId}`, subjectId: postId, postId, commentId: null }
  }
  return null
}

type Reaction = Omit<Telling, 'personIds'> & { personId: UserId; active: boolean; version: number }

function reactionOf(event: ForumEvent): Reaction | null {
  if (isEvent(event, postLiked) || isEvent(event, postUnliked)) return onPost('LIKE', event.data)
  if (isEvent(event, postReposted) || isEvent(event, postUnreposted)) return onPost('REPOST', event.data)
  if (isEvent(event, commentLiked) || isEvent(event, commentUnliked)) {
    const { commentId, postId, commentAuthorId, userId, active, version } = event.data
    const about = { subjectId: commentId, postId, commentId, cause: `LIKE ${commentId} ${userId}` }
    return { kind: 'LIKE', personId: commentAuthorId, actorId: userId, active, version, ...about }
  }
  if (isEvent(event, userFollowed) || isEvent(event, userUnfollowed)) {
    const { followerId, followedId, active, version } = event.data
    const about = { subjectId: followedId, postId: null, commentId: null, cause: `FOLLOW ${followerId}` }
    return { kind: 'FOLLOW', personId: followedId, actorId: followerId, active, version, ...about }
  }
  return null
}

type PostReaction = { postId: string; postAuthorId: UserId; userId: UserId; active: boolean; version: number }

const onPost = (
  kind: 'LIKE' | 'REPOST',
  { postId, postAuthorId, userId, active, version }: PostReaction,
): Reaction => ({
  kind,
  personId: postAuthorId,
  actorId: userId,
  cause: `${kind} ${postId} ${userId}`,
  subjectId: postId,
  postId,
  commentId: null,
  active,
  version,
})

/** A notice that leaves its group, because the deed was taken back, or returns to it without being news. */
export type Turning = { cause: string; personId: UserId; active: boolean }

export function turningOf(event: ForumEvent): Turning | null {
  const reaction = reactionOf(event)
  if (!reaction || reaction.version === 1) return null
  return { cause: reaction.cause, personId: reaction.personId, active: reaction.active }
}

/** What nobody sees any more, or nobody but one person. What was told of it is read from then on, should it be shown again. */
export type Hiding = { subjectId: string; spared: UserId | null }

export function hidingOf(event: ForumEvent): Hiding | null {
  if (isEvent(event, postDeleted)) return { subjectId: event.data.postId, spared: null }
  if (isEvent(event, commentDeleted)) return { subjectId: event.data.commentId, spared: null }
  if (isEvent(event, contentRemoved)) {
    const { data } = event
    return { subjectId: 'commentId' in data ? data.commentId : data.postId, spared: data.authorId }
  }
  const isPrivate = isEvent(event, postUpdated) && event.data.visibility === 'PRIVATE'
  return isPrivate ? { subjectId: event.data.postId, spared: event.data.authorId } : null
}

/** A thread of which those who watch it are told, but for the writer. */
export type ThreadNews = { postId: string; writerId: UserId; at: string }

export const newsOf = (event: ForumEvent): ThreadNews | null =>
  isEvent(event, commentAdded)
    ? { postId: event.data.postId, writerId: event.data.authorId, at: event.data.createdAt }
    : null
