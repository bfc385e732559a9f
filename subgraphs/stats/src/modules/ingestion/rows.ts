import type { CatalogueEvent, CommentReactionState, CommentState, PostReactionState, PostState } from '@forum/events'
import { timeText } from '../../clickhouse/time.ts'

/** Stands for "none" in the store's tables. */
export const nil = '00000000-0000-0000-0000-000000000000'

/** Above every version: what is erased stays so. */
const erased = 2 ** 52

export type Row = Record<string, string | number | boolean | string[]>

/** Rows by the table that they go into. */
export type Rows = {
  events: Row[]
  views: Row[]
  post_states: Row[]
  comment_states: Row[]
  like_states: Row[]
  repost_states: Row[]
  follow_states: Row[]
  users: Row[]
  profiles: Row[]
  requests: Row[]
  post_counts: Row[]
}

/** Turns events into the rows that they are. Pure; the same events give the same rows. */
export function rowsOf(events: readonly CatalogueEvent[]): Rows {
  const rows: Rows = {
    events: [],
    views: [],
    post_states: [],
    comment_states: [],
    like_states: [],
    repost_states: [],
    follow_states: [],
    users: [],
    profiles: [],
    requests: [],
    post_counts: [],
  }
  for (const event of events) addRows(rows, event)
  return rows
}

function addRows(rows: Rows, event: CatalogueEvent): void {
  switch (event.type) {
    case 'post_created':
    case 'post_updated':
    case 'post_deleted':
    case 'post_restored':
      rows.post_states.push(postRow(event.data))
      rows.post_counts.push(postCountsRow(event.data))
      rows.events.push(
        eventRow(event, {
          // Taking away and bringing back may be a moderator's act, and the event does not say whose.
          actor_id: event.type === 'post_created' || event.type === 'post_updated' ? event.data.authorId : nil,
          post_id: event.data.postId,
          user_id: event.data.authorId,
          version: event.data.version,
        }),
      )
      return
    case 'comment_added':
    case 'comment_updated':
    case 'comment_deleted':
      rows.comment_states.push(commentRow(event.data))
      rows.events.push(
        eventRow(event, {
          actor_id: event.type === 'comment_deleted' ? nil : event.data.authorId,
          post_id: event.data.postId,
          comment_id: event.data.commentId,
          user_id: event.data.authorId,
          version: event.data.version,
        }),
      )
      return
    case 'post_liked':
    case 'post_unliked':
      rows.like_states.push(likeRow(event.data, nil, event.data.postAuthorId, event.time))
      rows.events.push(reactionEvent(event, event.data, event.data.postAuthorId))
      return
    case 'comment_liked':
    case 'comment_unliked':
      rows.like_states.push(likeRow(event.data, event.data.commentId, event.data.commentAuthorId, event.time))
      rows.events.push({
        ...reactionEvent(event, event.data, event.data.commentAuthorId),
        comment_id: event.data.commentId,
      })
      return
    case 'post_reposted':
    case 'post_unreposted':
      rows.repost_states.push({
        post_id: event.data.postId,
        user_id: event.data.userId,
        active: event.data.active,
        time: timeText(event.time),
        version: event.data.version,
      })
      rows.events.push(reactionEvent(event, event.data, event.data.postAuthorId))
      return
    case 'user_followed':
    case 'user_unfollowed': {
      const { followedId, followerId, active, version } = event.data
      rows.follow_states.push({
        followed_id: followedId,
        follower_id: followerId,
        active,
        time: timeText(event.time),
        version,
      })
      rows.events.push(eventRow(event, { actor_id: followerId, user_id: followedId, version }))
      return
    }
    case 'post_viewed': {
      const { postId, postAuthorId, viewerKey, member, source, version } = event.data
      rows.views.push({ id: event.id, time: timeText(event.time), post_id: postId, viewer_key: viewerKey })
      rows.events.push(
        eventRow(event, {
          actor_id: member ? viewerKey : nil,
          post_id: postId,
          user_id: postAuthorId,
          viewer_key: viewerKey,
          view_source: source,
          version,
        }),
      )
      return
    }
    case 'user_registered':
    case 'user_suspended':
    case 'user_reinstated':
    case 'user_role_changed':
    case 'user_deleted': {
      const { userId, role, status, createdAt, version } = event.data
      rows.users.push({ user_id: userId, role, status, created_at: timeText(createdAt), version })
      const actor = event.type === 'user_registered' ? userId : nil
      rows.events.push(eventRow(event, { actor_id: actor, user_id: userId, version }))
      return
    }
    case 'user_logged_in':
      rows.events.push(eventRow(event, { actor_id: event.data.userId, user_id: event.data.userId, version: 0 }))
      return
    case 'profile_updated': {
      const { userId, handle, displayName, version } = event.data
      rows.profiles.push({ user_id: userId, handle, display_name: displayName, version })
      return
    }
    case 'profile_erased':
      rows.profiles.push({ user_id: event.data.userId, handle: '', display_name: '', version: erased })
      return
    case 'operation_completed': {
      const { name, client, durationMs, outcome } = event.data
      rows.requests.push({
        id: event.id,
        time: timeText(event.time),
        operation: name,
        client,
        failed: outcome === 'error',
        duration_ms: durationMs,
      })
      return
    }
  }
}

type EventDetails = {
  actor_id: string
  post_id?: string
  comment_id?: string
  user_id: string
  viewer_key?: string
  view_source?: string
  version: number
}

function eventRow(event: CatalogueEvent, details: EventDetails): Row {
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

function reactionEvent(
  event: CatalogueEvent,
  { postId, userId, version }: { postId: string; userId: string; version: number },
  authorId: string,
): Row {
  return eventRow(event, { actor_id: userId, post_id: postId, user_id: authorId, version })
}

function postRow(post: PostState): Row {
  return {
    post_id: post.postId,
    author_id: post.authorId,
    visibility: post.visibility,
    deleted: post.deleted,
    tags: post.tags,
    created_at: timeText(post.createdAt),
    updated_at: timeText(post.updatedAt),
    version: post.version,
  }
}

/** Of the post's counts what the event says itself. */
function postCountsRow({ postId, authorId, visibility, deleted, version }: PostState): Row {
  return { post_id: postId, author_id: authorId, visible_state: stateOf(version, visibility === 'PUBLIC' && !deleted) }
}

/** A yes or no with the version of which it is true, as the counts keep it. */
export const stateOf = (version: number, is: boolean): number => version * 2 + Number(is)

function commentRow(comment: CommentState): Row {
  return {
    comment_id: comment.commentId,
    post_id: comment.postId,
    parent_id: comment.parentId ?? nil,
    author_id: comment.authorId,
    deleted: comment.deleted,
    created_at: timeText(comment.createdAt),
    updated_at: timeText(comment.updatedAt),
    version: comment.version,
  }
}

function likeRow(like: PostReactionState | CommentReactionState, commentId: string, authorId: string, time: Date): Row {
  return {
    post_id: like.postId,
    comment_id: commentId,
    user_id: like.userId,
    author_id: authorId,
    active: like.active,
    time: timeText(time),
    version: like.version,
  }
}
