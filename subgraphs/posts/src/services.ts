import type { AuthClient } from '@forum/auth-client'
import { BestEffortSender, type EventProducer } from '@forum/events'
import { Idempotency } from '@forum/idempotency'
import { Outbox } from '@forum/outbox'
import { type Clock, type Ids, type Logger, type Metrics, systemClock, uuidv7Ids } from '@forum/service-kit'
import { Counter } from 'prom-client'
import type { Database } from './database/database.ts'
import { BlockCheck } from './modules/blocks/block-check.ts'
import { BlockRepository } from './modules/blocks/block-repository.ts'
import { BlockService } from './modules/blocks/block-service.ts'
import { BookmarkRepository } from './modules/bookmarks/bookmark-repository.ts'
import { BookmarkService } from './modules/bookmarks/bookmark-service.ts'
import { CommentLocks } from './modules/comments/comment-locks.ts'
import { CommentReader } from './modules/comments/comment-reader.ts'
import { CommentRemovals } from './modules/comments/comment-removals.ts'
import { CommentRepository } from './modules/comments/comment-repository.ts'
import { CommentService } from './modules/comments/comment-service.ts'
import { CommentTree } from './modules/comments/comment-tree.ts'
import { EmptyingRepository } from './modules/emptying/emptying-repository.ts'
import { EmptyingService } from './modules/emptying/emptying-service.ts'
import { ErasureRepository } from './modules/erasure/erasure-repository.ts'
import { ErasureService } from './modules/erasure/erasure-service.ts'
import { FeedRepository } from './modules/feeds/feed-repository.ts'
import { FeedService } from './modules/feeds/feed-service.ts'
import { RankedFeed } from './modules/feeds/ranked-feed.ts'
import { FollowRepository } from './modules/follows/follow-repository.ts'
import { FollowService } from './modules/follows/follow-service.ts'
import { LikeService } from './modules/likes/like-service.ts'
import { MarkdownRenderer } from './modules/markdown/markdown-renderer.ts'
import { TextService } from './modules/markdown/text-service.ts'
import { MentionRepository } from './modules/mentions/mention-repository.ts'
import { MentionService } from './modules/mentions/mention-service.ts'
import { ActRepository } from './modules/moderation/act-repository.ts'
import { ModerationRules, type Standing } from './modules/moderation/moderation-rules.ts'
import { ModerationService } from './modules/moderation/moderation-service.ts'
import { PinRepository } from './modules/moderation/pin-repository.ts'
import { RemovalEngine } from './modules/moderation/removal-engine.ts'
import { RemovalRepository } from './modules/moderation/removal-repository.ts'
import { RemovalService } from './modules/moderation/removal-service.ts'
import { ThreadActs } from './modules/moderation/thread-acts.ts'
import { MutedWordRepository } from './modules/muted-words/muted-word-repository.ts'
import { MutedWordService } from './modules/muted-words/muted-word-service.ts'
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
import { createPersonalData } from './modules/personal-data/personal-data.ts'
import { PersonalDataRepository } from './modules/personal-data/personal-data-repository.ts'
import { PostLocks } from './modules/posts/post-locks.ts'
import { PostModeration } from './modules/posts/post-moderation.ts'
import { PostReader } from './modules/posts/post-reader.ts'
import { PostRepository } from './modules/posts/post-repository.ts'
import { PostService } from './modules/posts/post-service.ts'
import { RankingRepository } from './modules/rankings/ranking-repository.ts'
import { RankingService } from './modules/rankings/ranking-service.ts'
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
import { unlimited, type WriteAllowance, WriteLimits } from './modules/write-limits/write-limits.ts'

export type ServicesOptions = {
  database: Database
  /** For what nobody waits for; its own commits wake nothing. */
  background?: Database
  /** Takes the views. */
  producer: EventProducer
  /** How an account stands, by Auth. */
  accountStatus: AuthClient['accountStatus']
  /** Ranks, and the rules of the place, by Auth. */
  standing: Standing
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
    background = database,
    producer,
    accountStatus,
    standing,
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
  const ofBlocks = { blocks: new BlockRepository() }
  const blockCheck = new BlockCheck(ofBlocks)
  const telling = new TellingService({
    telling: new TellingRepository(),
    // Of two people between whom there is a block neither tells the other anything.
    mayTell: async (tx, actorId, personIds) => {
      const apart = new Set(await blockCheck.apartFrom(tx, actorId, personIds))
      return personIds.filter((id) => !apart.has(id))
    },
    clock,
  })
  const writing = { database, outbox, telling, mentions, texts, limits, idempotency, clock, ids, blocks: blockCheck }
  const tags = new TagService({ database, tags: new TagRepository(), ids })
  const ofPosts = { posts: new PostRepository(), tags }
  const postLocks = new PostLocks(ofPosts)
  const postReader = new PostReader({ database, clock, ...ofPosts })
  const watches = new WatchService({ database, posts: postReader, watches: new WatchRepository(), limits, clock })
  const emptying = new EmptyingService({ database, texts: new EmptyingRepository(), clock })
  const people = new PeopleService({ database, people: new PeopleRepository(), accountStatus, logger })
  const commentRepository = new CommentRepository()
  const ofComments = { comments: commentRepository, tree: new CommentTree(commentRepository) }
  const commentLocks = new CommentLocks({ ...ofComments, locks: postLocks })
  const commentReader = new CommentReader({ database, clock, ...ofComments })
  const actsWithin = (allowance: WriteAllowance) => {
    const acting = { ...writing, watches, limits: allowance }
    return {
      posts: new PostService({ ...acting, ...ofPosts, emptying, reader: postReader, locks: postLocks }),
      comments: new CommentService({
        ...acting,
        ...ofComments,
        reader: commentReader,
        locks: commentLocks,
        posts: postLocks,
        postReader,
      }),
      likes: new LikeService({ ...acting, posts: postLocks, comments: commentLocks }),
      reposts: new RepostService({ ...acting, posts: postLocks }),
      follows: new FollowService({ ...acting, people, follows: new FollowRepository() }),
    }
  }
  const acts = actsWithin(limits)
  const removals = new RemovalRepository()
  const rules = new ModerationRules({ standing, logger })
  const moderating = { ...writing, acts: new ActRepository(), removals, rules, locks: postLocks }
  const postModeration = new PostModeration({ ...ofPosts, outbox, telling })
  const commentRemovals = new CommentRemovals({ ...ofComments, posts: postLocks, outbox, telling })
  const engine = new RemovalEngine({
    ...moderating,
    database: background,
    posts: postModeration,
    comments: commentRemovals,
  })
  const removal = new RemovalService({
    ...moderating,
    engine,
    posts: postReader,
    comments: commentReader,
    commentLocks,
    people,
  })
  const threadActs = new ThreadActs({
    ...moderating,
    pins: new PinRepository(),
    reader: postReader,
    posts: postModeration,
  })
  const moderation = new ModerationService({ ...moderating, removal, threads: threadActs })
  const bookmarks = new BookmarkService({ ...writing, posts: postReader, bookmarks: new BookmarkRepository() })
  const blocks = new BlockService({ ...writing, ...ofBlocks, people, follows: acts.follows })
  const mutedWords = new MutedWordService({ ...writing, words: new MutedWordRepository(), follows: acts.follows })
  const rankings = new RankingService({ database, rankings: new RankingRepository(), clock })
  const ofFeeds = { database, feeds: new FeedRepository(), rankings, clock }
  const feeds = new FeedService({ ...ofFeeds, ranked: new RankedFeed(ofFeeds) })
  const search = new SearchService({ database, search: new SearchRepository(), clock })
  const dropped = new Counter({
    name: 'forum_views_dropped_total',
    help: 'Views that could not be sent to Kafka.',
    registers: [metrics],
  })
  const sender = new BestEffortSender({ producer, logger, dropped })
  const views = new ViewService({ posts: postReader, sender, producer, clock })
  const rerendering = new RerenderService({ database, texts: new RerenderRepository(), markdown, mentions, logger })
  const erasure = new ErasureService({
    ...actsWithin(unlimited),
    database,
    erasures: new ErasureRepository(),
    locks: postLocks,
    emptying,
    clock,
  })
  const notifications = new NotificationService({
    database,
    notifications: new NotificationRepository(),
    limits,
    clock,
  })
  const threadNews = new ThreadNewsService({ database: background, news: new ThreadNewsRepository(), clock })
  const inboxUpkeep = new UpkeepService({ database: background, upkeep: new UpkeepRepository(), clock })
  const sitemap = new SitemapService({ database, sitemap: new SitemapRepository() })
  const written = { ...acts, views }
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
    removal,
    removalEngine: engine,
    threadActs,
    moderation,
    tags,
    people,
    bookmarks,
    blocks,
    blockCheck,
    mutedWords,
    watches,
    mentions,
    notifications,
    threadNews,
    inboxUpkeep,
    feeds,
    rankings,
    search,
    seeds,
    sitemap,
    markdown,
    rerendering,
    emptying,
    erasure,
    personalData: createPersonalData(database, new PersonalDataRepository()),
    texts,
    limits,
    idempotency,
    sender,
  }
}

export type Services = ReturnType<typeof createServices>
