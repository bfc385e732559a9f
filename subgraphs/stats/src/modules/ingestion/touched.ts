import type { CatalogueEvent } from '@forum/events'

/** Whose totals a batch may have changed. */
export type Touched = {
  posts: Set<string>
  /**
   * Posts whose own state may have changed: with it goes everything that hangs on them. Also where only the text was edited, for the version of
   * a total is a sum: one that has not seen every version in it could lose to a late writer that has seen less of the rest.
   */
  postStates: Set<string>
  /** Comments, each with the post that it is on. */
  comments: Map<string, string>
  /** Comments whose own state may have changed. */
  commentStates: Set<string>
  users: Set<string>
}

/** Names the keys that events touch by what they say themselves; `related-users.ts` adds those who hang on a changed post or comment. */
export function touchedBy(events: readonly CatalogueEvent[]): Touched {
  const touched: Touched = {
    posts: new Set(),
    postStates: new Set(),
    comments: new Map(),
    commentStates: new Set(),
    users: new Set(),
  }
  for (const event of events) add(touched, event)
  return touched
}

function add(touched: Touched, event: CatalogueEvent): void {
  switch (event.type) {
    case 'post_created':
    case 'post_updated':
    case 'post_deleted':
    case 'post_restored':
      touched.posts.add(event.data.postId)
      touched.postStates.add(event.data.postId)
      touched.users.add(event.data.authorId)
      return
    case 'comment_added':
    case 'comment_updated':
    case 'comment_deleted':
      touched.posts.add(event.data.postId)
      touched.comments.set(event.data.commentId, event.data.postId)
      touched.commentStates.add(event.data.commentId)
      touched.users.add(event.data.authorId)
      return
    case 'post_liked':
    case 'post_unliked':
      touched.posts.add(event.data.postId)
      touched.users.add(event.data.userId).add(event.data.postAuthorId)
      return
    case 'comment_liked':
    case 'comment_unliked':
      touched.comments.set(event.data.commentId, event.data.postId)
      touched.users.add(event.data.userId).add(event.data.commentAuthorId)
      return
    case 'post_reposted':
    case 'post_unreposted':
      touched.posts.add(event.data.postId)
      return
    case 'post_viewed':
      touched.posts.add(event.data.postId)
      touched.users.add(event.data.postAuthorId)
      return
    case 'user_followed':
    case 'user_unfollowed':
      touched.users.add(event.data.followedId)
      return
    case 'user_registered':
    case 'user_suspended':
    case 'user_reinstated':
    case 'user_role_changed':
    case 'user_deleted':
    case 'user_logged_in':
    case 'profile_updated':
    case 'profile_erased':
    case 'operation_completed':
      return
  }
}
