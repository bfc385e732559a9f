import { batchLoader, type Viewer } from '@forum/graphql-kit'
import type { KeysetPage } from './database/keyset.ts'
import { pageLoader } from './database/page-loader.ts'
import type { CommentId, PostId, TagId, UserId } from './ids.ts'
import type { CommentPage, ThreadPage } from './modules/comments/comment-lists.ts'
import type { Standing } from './modules/follows/follow-repository.ts'
import { hidesAtAddresses } from './modules/posts/post-rules.ts'
import type { WatchLevel } from './modules/watching/watch-service.ts'
import type { Services } from './services.ts'

/** What one request reads, a statement a level: each loader collects the keys of a level and asks once. */
export function createLoaders(services: Services, viewer: Viewer | null) {
  const { postReader, commentReader, tags, likes, reposts, follows, watches, notifications, moderation } = services
  const viewerId = viewer?.id ?? null
  const reader = { viewer, hiderId: hidesAtAddresses(viewer) }
  return {
    /** Null when the viewer does not see it, or has blocked its author. */
    posts: batchLoader((ids: readonly PostId[]) => postReader.visible(reader, ids)),
    /** Rankings know no blocks. */
    rankedPosts: batchLoader((ids: readonly PostId[]) => postReader.visible({ viewer, hiderId: null }, ids)),
    postBodies: batchLoader((ids: readonly PostId[]) => postReader.texts(viewer, ids, 'body')),
    postHtml: batchLoader((ids: readonly PostId[]) => postReader.texts(viewer, ids, 'body_html')),
    tagCounts: batchLoader((ids: readonly TagId[]) => tags.counts(ids)),
    comments: batchLoader((ids: readonly CommentId[]) => commentReader.visible(reader, ids)),
    personCounts: batchLoader((ids: readonly UserId[]) => follows.counts(ids)),
    standings: batchLoader(async (ids: readonly UserId[]) =>
      viewerId === null ? new Map<UserId, Standing>() : follows.standings(viewerId, ids),
    ),
    postsOf: pageLoader((authorIds, page: ReturnType<typeof postReader.readPage>) =>
      postReader.byAuthors(reader, authorIds, page),
    ),
    commentsOf: pageLoader((authorIds, page: KeysetPage) => commentReader.ofAuthors(reader, authorIds, page)),
    commentCountOf: batchLoader((ids: readonly UserId[]) => commentReader.countOfAuthors(viewerId, ids)),
    topComments: pageLoader((postIds, page: CommentPage) => commentReader.top(reader, postIds, page)),
    replies: pageLoader((parentIds, page: CommentPage) => commentReader.replies(reader, parentIds, page)),
    threads: pageLoader((postIds, page: ThreadPage) => commentReader.thread(reader, postIds, page)),
    acts: batchLoader((ids: readonly string[]) => moderation.byIds(ids)),
    /** The latest act that holds a text; the caller has looked who may know of it. */
    removals: batchLoader((ids: readonly string[]) => moderation.latestRemovals(ids)),
    likers: pageLoader((ids, page: KeysetPage) => likes.likers(viewerId, ids, page)),
    reposters: pageLoader((ids, page: KeysetPage) => reposts.reposters(viewerId, ids, page)),
    watchLevels: batchLoader(async (ids: readonly PostId[]) =>
      viewerId === null ? new Map<PostId, WatchLevel>() : watches.levels(viewerId, ids),
    ),
    actorsOf: pageLoader(notifications.actors.bind(notifications)),
    followers: pageLoader((ids, page: KeysetPage) => follows.followers(viewerId, ids, page)),
    following: pageLoader((ids, page: KeysetPage) => follows.following(viewerId, ids, page)),
  }
}

export type Loaders = ReturnType<typeof createLoaders>
