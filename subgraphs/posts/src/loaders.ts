import { batchLoader } from '@forum/graphql-kit'
import type { KeysetPage } from './database/keyset.ts'
import { pageLoader } from './database/page-loader.ts'
import type { CommentId, PostId, TagId, UserId } from './ids.ts'
import type { CommentPage, ThreadPage } from './modules/comments/comment-lists.ts'
import type { WatchLevel } from './modules/watching/watch-service.ts'
import type { Services } from './services.ts'

/** What one request reads, a statement a level: each loader collects the keys of a level and asks once. */
export function createLoaders(services: Services, viewerId: UserId | null) {
  const { postReader, commentReader, tags, likes, reposts, follows, watches, notifications } = services
  return {
    /** Null when the viewer does not see it. */
    posts: batchLoader((ids: readonly PostId[]) => postReader.visible(viewerId, ids)),
    postBodies: batchLoader((ids: readonly PostId[]) => postReader.texts(viewerId, ids, 'body')),
    postHtml: batchLoader((ids: readonly PostId[]) => postReader.texts(viewerId, ids, 'body_html')),
    tagCounts: batchLoader((ids: readonly TagId[]) => tags.counts(ids)),
    comments: batchLoader((ids: readonly CommentId[]) => commentReader.visible(viewerId, ids)),
    personCounts: batchLoader((ids: readonly UserId[]) => follows.counts(ids)),
    followedByViewer: batchLoader(async (ids: readonly UserId[]) =>
      viewerId === null ? new Map<UserId, boolean>() : follows.followed(viewerId, ids),
    ),
    postsOf: pageLoader((authorIds, page: ReturnType<typeof postReader.readPage>) =>
      postReader.byAuthors(viewerId, authorIds, page),
    ),
    commentsOf: pageLoader((authorIds, page: KeysetPage) => commentReader.ofAuthors(viewerId, authorIds, page)),
    commentCountOf: batchLoader((ids: readonly UserId[]) => commentReader.countOfAuthors(viewerId, ids)),
    topComments: pageLoader((postIds, page: CommentPage) => commentReader.top(viewerId, postIds, page)),
    replies: pageLoader((parentIds, page: CommentPage) => commentReader.replies(viewerId, parentIds, page)),
    threads: pageLoader((postIds, page: ThreadPage) => commentReader.thread(viewerId, postIds, page)),
    likers: pageLoader(likes.likers.bind(likes)),
    reposters: pageLoader(reposts.reposters.bind(reposts)),
    watchLevels: batchLoader(async (ids: readonly PostId[]) =>
      viewerId === null ? new Map<PostId, WatchLevel>() : watches.levels(viewerId, ids),
    ),
    actorsOf: pageLoader(notifications.actors.bind(notifications)),
    followers: pageLoader(follows.followers.bind(follows)),
    following: pageLoader(follows.following.bind(follows)),
  }
}

export type Loaders = ReturnType<typeof createLoaders>
