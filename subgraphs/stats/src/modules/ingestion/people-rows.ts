import type { CatalogueEvent, CommentState } from '@forum/events'
import type { States } from './counts.ts'
import { logRowsOf } from './log-rows.ts'
import { isLive, nil, type Row, stateOf } from './rows.ts'

/** Which posts are visible and which comments live. */
export type KnownStates = { posts: States; comments: States }

type PeopleRows = { comment_counts_by_author: Row[]; likes_by_giver: Row[]; events: Row[] }

/** Rows that are written with people's counts: what they said and like, each with the state of what it hangs on, and the log of what they did. */
export function rowsOfPeople(events: readonly CatalogueEvent[], states: KnownStates): PeopleRows {
  const rows: PeopleRows = { comment_counts_by_author: [], likes_by_giver: [], events: logRowsOf(events) }
  for (const event of events) addRows(rows, event, states)
  return rows
}

function addRows(rows: PeopleRows, event: CatalogueEvent, { posts, comments }: KnownStates): void {
  const comment = commentOf(event)
  if (comment) {
    const { authorId, postId, commentId, version } = comment
    rows.comment_counts_by_author.push({
      author_id: authorId,
      post_id: postId,
      comment_id: commentId,
      live_state: stateOf(version, isLive(comment)),
      visible_state: posts.get(postId) ?? 0,
    })
    return
  }
  const isOfPost = event.type === 'post_liked' || event.type === 'post_unliked'
  if (!isOfPost && event.type !== 'comment_liked' && event.type !== 'comment_unliked') return
  const { userId, postId, version, active } = event.data
  const commentId = 'commentId' in event.data ? event.data.commentId : nil
  rows.likes_by_giver.push({
    user_id: userId,
    post_id: postId,
    comment_id: commentId,
    active_state: stateOf(version, active),
    visible_state: posts.get(postId) ?? 0,
    live_state: comments.get(commentId) ?? 0,
  })
}

/** The comment that an event gives a new state. */
function commentOf({ type, data }: CatalogueEvent): CommentState | null {
  if (type === 'comment_added' || type === 'comment_updated' || type === 'comment_deleted') return data
  return (type === 'content_removed' || type === 'content_restored') && 'commentId' in data ? data : null
}
