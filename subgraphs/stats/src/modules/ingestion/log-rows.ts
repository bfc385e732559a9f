import type { CatalogueEvent } from '@forum/events'
import { timeText } from '../../clickhouse/time.ts'
import { nil, type Row } from './rows.ts'

type Details = {
  actor_id: string
  post_id?: string
  comment_id?: string
  user_id: string
  viewer_key?: string
  view_source?: string
  version: number
}

/**
 * Rows of the log of what people did, `events`. Pure. How the gateway is used, and what people are called, is not in it. It holds nothing that the
 * reading of an event has not checked, or the row of its state has not held before.
 */
export function logRowsOf(events: readonly CatalogueEvent[]): Row[] {
  return events.flatMap((event) => {
    const details = detailsOf(event)
    return details ? [rowOf(event, details)] : []
  })
}

function rowOf(event: CatalogueEvent, details: Details): Row {
  return {
    type: event.type,
    id: event.id,
    time: timeText(event.time),
    source: event.source,
    post_id: nil,
    comment_id: nil,
    viewer_key: '',
    view_source: '',
    ...details,
  }
}

function detailsOf(event: CatalogueEvent): Details | null {
  switch (event.type) {
    case 'post_created':
    case 'post_updated':
    case 'post_deleted':
    case 'post_restored': {
      const { postId, authorId, version } = event.data
      // Taking away and bringing back may be a moderator's act, and the event does not say whose.
      const isAuthors = event.type === 'post_created' || event.type === 'post_updated'
      return { actor_id: isAuthors ? authorId : nil, post_id: postId, user_id: authorId, version }
    }
    case 'comment_added':
    case 'comment_updated':
    case 'comment_deleted': {
      const { postId, commentId, authorId, version } = event.data
      const actor = event.type === 'comment_deleted' ? nil : authorId
      return { actor_id: actor, post_id: postId, comment_id: commentId, user_id: authorId, version }
    }
    case 'post_liked':
    case 'post_unliked':
    case 'post_reposted':
    case 'post_unreposted': {
      const { postId, postAuthorId, userId, version } = event.data
      return { actor_id: userId, post_id: postId, user_id: postAuthorId, version }
    }
    case 'comment_liked':
    case 'comment_unliked': {
      const { postId, commentId, commentAuthorId, userId, version } = event.data
      return { actor_id: userId, post_id: postId, comment_id: commentId, user_id: commentAuthorId, version }
    }
    case 'user_followed':
    case 'user_unfollowed': {
      const { followedId, followerId, version } = event.data
      return { actor_id: followerId, user_id: followedId, version }
    }
    case 'post_viewed': {
      const { postId, postAuthorId, viewerKey, member, source, version } = event.data
      return {
        actor_id: member ? viewerKey : nil,
        post_id: postId,
        user_id: postAuthorId,
        viewer_key: viewerKey,
        view_source: source,
        version,
      }
    }
    case 'user_registered':
    case 'user_suspended':
    case 'user_reinstated':
    case 'user_role_changed':
    case 'user_deleted': {
      const { userId, version } = event.data
      return { actor_id: event.type === 'user_registered' ? userId : nil, user_id: userId, version }
    }
    case 'user_logged_in':
      return { actor_id: event.data.userId, user_id: event.data.userId, version: 0 }
    // What moderators do is in their own log.
    case 'content_removed':
    case 'content_restored':
    case 'post_locked':
    case 'post_unlocked':
    case 'profile_updated':
    case 'profile_erased':
    case 'operation_completed':
    case 'ranking_refreshed':
    case 'milestone_reached':
    case 'weekly_report':
      return null
  }
}
