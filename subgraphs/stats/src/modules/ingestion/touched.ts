import type { CatalogueEvent, CommentState, PostState } from '@forum/events'
import type { PostCount, UserCount } from './counts.ts'

/** What a batch may have changed. */
export type Touched = {
  /** Posts whose own state may have changed: with it goes everything that hangs on them. */
  postStates: Set<string>
  posts: Record<PostCount, Set<string>>
  /** Comments whose own state may have changed, each with the post that it is on. */
  commentStates: Map<string, string>
  /** Comments whose likes may have changed, in the same way. */
  likedComments: Map<string, string>
  users: Record<UserCount, Set<string>>
}

/** Names the keys that events touch by what they say themselves; `related-users.ts` adds those who hang on a changed post or comment. */
export function touchedBy(events: readonly CatalogueEvent[]): Touched {
  const touched: Touched = {
    postStates: new Set(),
    posts: { views: new Set(), likes: new Set(), comments: new Set(), reposts: new Set() },
    commentStates: new Map(),
    likedComments: new Map(),
    users: { posts: new Set(), comments: new Set(), likes: new Set(), followers: new Set() },
  }
  for (const event of events) add(touched, event)
  return touched
}

/** Posts whose counts may have changed of which a copy stands by author. */
export function touchedByAuthor({ postStates, posts }: Touched): Set<string> {
  return postStates.union(posts.views).union(posts.likes)
}

function addPost({ postStates, posts, users }: Touched, { postId, authorId }: PostState): void {
  postStates.add(postId)
  // Kafka forgets views, and a rebuild keeps them: then nothing but the post itself says that they are to be counted.
  posts.views.add(postId)
  users.posts.add(authorId)
}

function addComment({ posts, commentStates, users }: Touched, { commentId, postId, authorId }: CommentState): void {
  posts.comments.add(postId)
  commentStates.set(commentId, postId)
  users.comments.add(authorId)
}

function add(touched: Touched, event: CatalogueEvent): void {
  const { posts, likedComments, users } = touched
  switch (event.type) {
    case 'post_created':
    case 'post_updated':
    case 'post_deleted':
    case 'post_restored':
    case 'post_locked':
    case 'post_unlocked':
      addPost(touched, event.data)
      return
    case 'comment_added':
    case 'comment_updated':
    case 'comment_deleted':
      addComment(touched, event.data)
      return
    case 'content_removed':
    case 'content_restored':
      if ('commentId' in event.data) addComment(touched, event.data)
      else addPost(touched, event.data)
      return
    case 'post_liked':
    case 'post_unliked':
      posts.likes.add(event.data.postId)
      users.likes.add(event.data.userId)
      users.posts.add(event.data.postAuthorId)
      return
    case 'comment_liked':
    case 'comment_unliked':
      likedComments.set(event.data.commentId, event.data.postId)
      users.likes.add(event.data.userId)
      users.comments.add(event.data.commentAuthorId)
      return
    case 'post_reposted':
    case 'post_unreposted':
      posts.reposts.add(event.data.postId)
      return
    case 'post_viewed':
      posts.views.add(event.data.postId)
      users.posts.add(event.data.postAuthorId)
      return
    case 'user_followed':
    case 'user_unfollowed':
      users.followers.add(event.data.followedId)
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
    case 'ranking_refreshed':
    case 'milestone_reached':
    case 'weekly_report':
      return
  }
}
