import type { AuthClient } from '@forum/auth-client'
import { BestEffortSender, type EventProducer } from '@forum/events'
import { Idempotency } from '@forum/idempotency'
import { Outbox } from '@forum/outbox'
import { type Clock, type Ids, type Logger, type Metrics, systemClock, uuidv7Ids } from '@forum/service-kit'
import { Counter } from 'prom-client'
import type { Database } from './database/database.ts'
import { BookmarkRepository } from './modules/bookmarks/bookmark-repository.ts'
import { BookmarkService } from './modules/bookmarks/bookmark-service.ts'
import { CommentLocks } from './modules/comments/comment-locks.ts'
import { CommentReader } from './modules/comments/comment-reader.ts'
import { CommentRepository } from './modules/comments/comment-repository.ts'
import { CommentService } from './modules/comments/comment-service.ts'
import { EmptyingRepository } from './modules/emptying/emptying-repository.ts'
import { EmptyingService } from './modules/emptying/emptying-service.ts'
import { FeedRepository } from './modules/feeds/feed-repository.ts'
import { FeedService } from './modules/feeds/feed-service.ts'
import { FollowRepository } from './modules/follows/follow-repository.ts'
import { FollowService } from './modules/follows/follow-service.ts'
import { LikeService } from './modules/likes/like-service.ts'
import { MarkdownRenderer } from './modules/markdown/markdown-renderer.ts'
import { TextService } from './modules/markdown/text-service.ts'
import { MentionRepository } from './modules/mentions/mention-repository.ts'
import { MentionService } from './modules/mentions/mention-service.ts'
import { NotificationRepository } from './modules/notifications/notification-repository.ts'
import { NotificationService } from './modules/notifications/notification-service.ts'
import { TellingRepository } from './modules/notifications/telling-repository.ts'
import { TellingService } from './modules/notifications/telling-service.ts'
import { ThreadNewsRepository } from './modules/notifications/thread-news-repository.ts'
import { ThreadNewsService } from './modules/notifications/thread-news-service.ts'
import { UpkeepRepository } from './modules/notifications/upkeep-repository.ts'
import { UpkeepService } from './modules/notifications/upkeep-service.ts'
import { PeopleRepository } from './modules/people/people-repository.ts'
import { PeopleService } from './modules/people/people-service.ts'
import { PostLocks } from './modules/posts/post-locks.ts'
import { PostReader } from './modules/posts/post-reader.ts'
import { PostRepository } from './modules/posts/post-repository.ts'
import { PostService } from './modules/posts/post-service.ts'
import { RepostService } from './modules/reposts/repost-service.ts'
import { RerenderRepository } from './modules/rerendering/rerender-repository.ts'
import { RerenderService } from './modules/rerendering/rerender-service.ts'
import { SearchRepository } from './modules/search/search-repository.ts'
import { SearchService } from './modules/search/search-service.ts'
import { SeedService } from './modules/seeding/seed-service.ts'
import { SitemapRepository } from './modules/sitemap/sitemap-repository.ts'
import { SitemapService } from './modules/sitemap/sitemap-service.ts'
import { TagRepository } from './modules/tags/tag-repository.ts'
import { TagService } from './modules/tags/tag-service.ts'
import { ViewService } from './modules/views/view-service.ts'
import { WatchRepository } from './modules/watching/watch-repository.ts'
import { WatchService } from './modules/watching/watch-service.ts'
import { WriteCountRepository } from './modules/write-limits/write-count-repository.ts'
import { WriteLimits } from './modules/write-limits/write-limits.ts'

export type ServicesOptions = {
  database: Database
  /** Takes the views. */
  producer: EventProducer
  /** How an account stands, by Auth. */
  accountStatus: AuthClient['accountStatus']
  logger: Logger
  metrics: Metrics
  /** Whether seedContent is there for admins. */
  seeding: boolean
  clock?: Clock
  ids?: Ids
  /** One that others use too, in tests. */
  markdown?: MarkdownRenderer
  /** Writes an account has in 10 minutes. */
  maxWrites?: number
}

/** Every service of this subgraph, made once a process. What each needs is written out here and nowhere else. */
export function createServices(options: ServicesOptions) {
  const {
    database,
    producer,
    accountStatus,
    logger,
    metrics,
    seeding,
    clock = systemClock,
    ids = uuidv7Ids,
    maxWrites = 300,
  } = options
  const outbox = new Outbox()
  const { markdown = new MarkdownRenderer() } = options
  const limits = new WriteLimits({ database, counts: new WriteCountRepository(), clock, max: maxWrites })
  const idempotency = new Idempotency({ database, clock })
  const mentions = new MentionService({ database, mentions: new MentionRepository() })
  const texts = new TextService({ markdown, mentions, limits })
  const telling = new TellingService({
    telling: new TellingRepository(),
    // Whoever does something may tell everybody whom it concerns.
    mayTell: async (_tx, _actorId, personIds) => personIds,
    clock,
  })
  const writing = { database, outbox, telling, mentions, texts, limits, idempotency, clock, ids }
  const tags = new TagService({ database, tags: new TagRepository(), ids })
  const people = new PeopleService({ database, people: new PeopleRepository(), accountStatus, logger })
  const ofPosts = { posts: new PostRepository(), tags }
  const postLocks = new PostLocks(ofPosts)
  const postReader = new PostReader({ database, clock, ...ofPosts })
  const watches = new WatchService({ database, posts: postReader, watches: new WatchRepository(), limits, clock })
  const posts = new PostService({ ...writing, ...ofPosts, reader: postReader, locks: postLocks, watches })
  const ofComments = { comments: new CommentRepository() }
  const commentLocks = new CommentLocks({ ...ofComments, locks: postLocks })
  const commentReader = new CommentReader({ database, clock, ...ofComments })
  const comments = new CommentService({
    ...writing,
    ...ofComments,
    reader: commentReader,
    locks: commentLocks,
    posts: postLocks,
    postReader,
    watches,
  })
  const likes = new LikeService({ ...writing, posts: postLocks, comments: commentLocks })
  const reposts = new RepostService({ ...writing, posts: postLocks })
  const bookmarks = new BookmarkService({ ...writing, posts: postReader, bookmarks: new BookmarkRepository() })
  const follows = new FollowService({ ...writing, people, follows: new FollowRepository() })
  const feeds = new FeedService({ database, feeds: new FeedRepository(), clock })
  const search = new SearchService({ database, search: new SearchRepository(), clock })
  const dropped = new Counter({
    name: 'forum_views_dropped_total',
    help: 'Views that could not be sent to Kafka.',
    registers: [metrics],
  })
  const sender = new BestEffortSender({ producer, logger, dropped })
  const views = new ViewService({ posts: postReader, sender, producer, clock })
  const rerendering = new RerenderService({ database, texts: new RerenderRepository(), markdown, mentions, logger })
  const emptying = new EmptyingService({ database, texts: new EmptyingRepository(), clock })
  const notifications = new NotificationService({
    database,
    notifications: new NotificationRepository(),
    limits,
    clock,
  })
  const threadNews = new ThreadNewsService({ database, news: new ThreadNewsRepository(), clock })
  const inboxUpkeep = new UpkeepService({ database, upkeep: new UpkeepRepository(), clock })
  const sitemap = new SitemapService({ database, sitemap: new SitemapRepository() })
  const written = { posts, comments, likes, reposts, follows, views }
  const seeds = new SeedService({
    database,
    markdown,
    mentions,
    clock,
    isOn: seeding,
    ...written,
    postLocks,
    commentLocks,
  })
  return {
    ...written,
    postReader,
    commentReader,
    tags,
    people,
    bookmarks,
    watches,
    mentions,
    notifications,
    threadNews,
    inboxUpkeep,
    feeds,
    search,
    seeds,
    sitemap,
    markdown,
    rerendering,
    emptying,
    texts,
    limits,
    idempotency,
    sender,
  }
}

export type Services = ReturnType<typeof createServices>
