import type { CatalogueEvent, CommentReactionState, CommentState, PostReactionState, PostState } from '@forum/events'
import { timeText } from '../../clickhouse/time.ts'

/** Stands for "none" in the store's tables. */
export const nil = '00000000-0000-0000-0000-000000000000'

/** Above every version: what is erased stays so. */
const erased = 2 ** 52

export type Row = Record<string, string | number | boolean | string[]>

/** Rows by the table that they go into. */
export type Rows = {
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

/** Turns events into the states that they tell of. Pure; the same events give the same rows. */
export function rowsOf(events: readonly CatalogueEvent[]): Rows {
  const rows: Rows = {
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
    case 'post_locked':
    case 'post_unlocked':
      addPost(rows, event.data)
      return
    case 'comment_added':
    case 'comment_updated':
    case 'comment_deleted':
      rows.comment_states.push(commentRow(event.data))
      return
    case 'content_removed':
    case 'content_restored':
      if ('commentId' in event.data) rows.comment_states.push(commentRow(event.data))
      else addPost(rows, event.data)
      return
    case 'post_liked':
    case 'post_unliked':
      rows.like_states.push(likeRow(event.data, nil, event.data.postAuthorId, event.time))
      return
    case 'comment_liked':
    case 'comment_unliked':
      rows.like_states.push(likeRow(event.data, event.data.commentId, event.data.commentAuthorId, event.time))
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
      return
    }
    case 'post_viewed': {
      const { postId, viewerKey } = event.data
      rows.views.push({ id: event.id, time: timeText(event.time), post_id: postId, viewer_key: viewerKey })
      return
    }
    case 'user_registered':
    case 'user_suspended':
    case 'user_reinstated':
    case 'user_role_changed':
    case 'user_deleted': {
      const { userId, role, status, createdAt, version } = event.data
      rows.users.push({ user_id: userId, role, status, created_at: timeText(createdAt), version })
      return
    }
    case 'user_logged_in':
      return // it stands in the log alone
    case 'ranking_refreshed':
    case 'milestone_reached':
    case 'weekly_report':
      return // told by Stats
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

function addPost(rows: Rows, post: PostState): void {
  rows.post_states.push(postRow(post))
  rows.post_counts.push(postCountsRow(post))
}

function postRow(post: PostState): Row {
  return {
    post_id: post.postId,
    author_id: post.authorId,
    visibility: post.visibility,
    deleted: post.deleted,
    removed: post.removed,
    tags: post.tags,
    created_at: timeText(post.createdAt),
    updated_at: timeText(post.updatedAt),
    version: post.version,
  }
}

/** Of the post's counts what the event says itself. */
function postCountsRow({ postId, authorId, visibility, deleted, removed, version }: PostState): Row {
  const isVisible = visibility === 'PUBLIC' && !deleted && !removed
  return { post_id: postId, author_id: authorId, visible_state: stateOf(version, isVisible) }
}

/** Whether a comment is there to be read: neither its author deleted it nor moderators removed it. */
export const isLive = ({ deleted, removed }: Pick<CommentState, 'deleted' | 'removed'>): boolean => !deleted && !removed

/** A yes or no with the version of which it is true, as the counts keep it. */
export const stateOf = (version: number, is: boolean): number => version * 2 + Number(is)

function commentRow(comment: CommentState): Row {
  return {
    comment_id: comment.commentId,
    post_id: comment.postId,
    parent_id: comment.parentId ?? nil,
    author_id: comment.authorId,
    deleted: !isLive(comment),
    removed: comment.removed,
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
