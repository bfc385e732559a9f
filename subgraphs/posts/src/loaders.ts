import { batchLoader } from '@forum/graphql-kit'
import { pageLoader } from './database/page-loader.ts'
import type { CommentId, PostId, UserId } from './ids.ts'
import type { Services } from './services.ts'

/** What one request reads, a statement a level: each loader collects the keys of a level and asks once. */
export function createLoaders(services: Services, viewerId: UserId | null) {
  const { posts, comments, tags, likes, reposts, follows } = services
  return {
    /** Null when the viewer does not see it. */
    posts: batchLoader((ids: readonly PostId[]) => posts.seen(viewerId, ids)),
    postBodies: batchLoader((ids: readonly PostId[]) => posts.bodies(viewerId, ids)),
    postTags: batchLoader((ids: readonly PostId[]) => tags.ofPosts(ids)),
    /** Of a signed-in viewer. */
    viewerState: batchLoader(async (ids: readonly PostId[]) =>
      viewerId === null ? new Map() : posts.viewerState(viewerId, ids),
    ),
    comments: batchLoader((ids: readonly CommentId[]) => comments.seen(viewerId, ids)),
    likedComments: batchLoader(async (ids: readonly CommentId[]) =>
      viewerId === null ? new Map<CommentId, boolean>() : likes.likedComments(viewerId, ids),
    ),
    personCounts: batchLoader((ids: readonly UserId[]) => follows.counts(ids)),
    followedByViewer: batchLoader(async (ids: readonly UserId[]) =>
      viewerId === null ? new Map<UserId, boolean>() : follows.followed(viewerId, ids),
    ),
    postsOf: pageLoader((authorIds, page: ReturnType<typeof posts.readPage>) =>
      posts.byAuthors(viewerId, authorIds, page),
    ),
    topComments: pageLoader(comments.top.bind(comments)),
    replies: pageLoader(comments.replies.bind(comments)),
    threads: pageLoader(comments.thread.bind(comments)),
    likers: pageLoader(likes.likers.bind(likes)),
    reposters: pageLoader(reposts.reposters.bind(reposts)),
    followers: pageLoader(follows.followers.bind(follows)),
    following: pageLoader(follows.following.bind(follows)),
  }
}

export type Loaders = ReturnType<typeof createLoaders>
