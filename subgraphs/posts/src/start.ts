import { createAuthClient } from '@forum/auth-client'
import { type Broker, createBroker, type EventConsumer } from '@forum/events'
import { startGrpcServer } from '@forum/grpc'
import { OutboxRelay } from '@forum/outbox'
import { personalDataService } from '@forum/personal-data'
import {
  Backoff,
  cannotReach,
  createHttpServer,
  kafkaOf,
  type Lifecycle,
  type Logger,
  type Metrics,
  registerOperations,
} from '@forum/service-kit'
import type { PostsConfig } from './config.ts'
import { openDatabase } from './database/database.ts'
import { followAccounts } from './modules/erasure/account-consumer.ts'
import { ErasureLoop } from './modules/erasure/erasure-loop.ts'
import { startRemoving } from './modules/moderation/removal-loop.ts'
import { startTellingNews } from './modules/notifications/thread-news-loop.ts'
import { followProfiles } from './modules/people/profile-consumer.ts'
import { followRankings } from './modules/rankings/ranking-consumer.ts'
import { startRerendering } from './modules/rerendering/rerender-loop.ts'
import { startCounting } from './modules/sitemap/counting-loop.ts'
import { registerSitemapRoutes } from './modules/sitemap/sitemap-routes.ts'
import { startPruning } from './pruning.ts'
import { mountGraphql } from './server.ts'
import { createServices } from './services.ts'

type Start = { config: PostsConfig; logger: Logger; metrics: Metrics; lifecycle: Lifecycle }

/** Opens the stores, follows the profiles, relays the outbox, and listens. */
export async function startPosts({ config, logger, metrics, lifecycle }: Start): Promise<void> {
  const { POSTS_DATABASE_URL: databaseUrl, SUBGRAPH_SECRET: gatewaySecret } = config
  const database = openDatabase({ url: databaseUrl, logger, metrics })
  lifecycle.onStop('database', () => database.close())
  const background = openDatabase({ url: databaseUrl, logger, metrics, pool: 'background', connections: 3 })
  lifecycle.onStop('background database', () => background.close())
  await database.answers().catch((error: unknown) => {
    const wayOut = 'Start Postgres there, or unset it to use the embedded one.'
    throw cannotReach('POSTS_DATABASE_URL', databaseUrl, error, wayOut)
  })

  const broker = createBroker({
    ...kafkaOf(config),
    clientId: 'posts',
    logger,
    metrics,
  })
  lifecycle.onStop('broker', () => broker.close())
  const { AUTH_GRPC_URL: url, AUTH_GRPC_SECRET: secret } = config
  const auth = createAuthClient({ url, secret, service: 'posts', logger, metrics })
  lifecycle.onStop('auth client', () => auth.close())
  const services = createServices({
    database,
    background,
    producer: broker.producer(),
    accountStatus: (userId) => auth.accountStatus(userId),
    standing: auth,
    logger,
    metrics,
    seeding: config.SEEDING,
  })
  lifecycle.onStop('markdown', () => services.markdown.close())
  services.markdown.warmUp()
  lifecycle.onStop('views', () => services.sender.stop())
  const relay = new OutboxRelay({ databaseUrl, broker, logger, metrics })
  lifecycle.onStop('outbox relay', () => relay.stop())
  for (const each of [database, background]) each.onCommit(() => relay.wake())
  relay.start()
  const profiles = followProfiles(broker, services.people)
  const erasing = new ErasureLoop(services.erasure, logger)
  lifecycle.onStop('erasing', () => erasing.stop())
  erasing.start()
  const accounts = followAccounts(broker, services.erasure, erasing)
  const rankings = followRankings(broker, services.rankings)
  const consumers = { profiles, accounts, rankings }
  void startConsuming(broker, Object.values(consumers), logger, lifecycle.signal)
  for (const [name, consumer] of Object.entries(consumers)) lifecycle.onStop(name, () => consumer.stop())

  const pruning = startPruning(services, logger)
  lifecycle.onStop('pruning', () => pruning.stop())

  const removing = startRemoving(services.removalEngine, logger)
  lifecycle.onStop('removing', () => removing.stop())

  const rerendering = startRerendering(services.rerendering, logger)
  lifecycle.onStop('rerendering', () => rerendering.stop())

  const counting = startCounting(services.sitemap, logger)
  lifecycle.onStop('sitemap', () => counting.stop())

  const grpc = await startGrpcServer({
    host: config.POSTS_GRPC_HOST,
    port: config.POSTS_GRPC_PORT,
    variable: 'POSTS_GRPC_PORT',
    secrets: config.POSTS_GRPC_SECRETS,
    services: [personalDataService({ personalData: services.personalData, logger })],
    logger,
  })
  lifecycle.onStop('grpc', () => grpc.stop())
  const news = startTellingNews(services.threadNews, logger)
  // Not of the background: telling would wake itself for ever.
  database.onCommit(() => news.wake())
  lifecycle.onStop('thread news', () => news.stop())

  const app = createHttpServer({ logger, bodyLimitBytes: 4 * 1024 * 1024 })
  lifecycle.onStop('http', () => app.close())
  await mountGraphql({ app, services, auth, gatewaySecret, logger, metrics })
  registerSitemapRoutes(app, { sitemap: services.sitemap, secret: gatewaySecret })
  registerOperations(app, {
    name: 'posts',
    metrics,
    logger,
    port: config,
    secret: gatewaySecret,
    ready: async () => {
      // Without Kafka people still write; what happened waits in the outbox.
      const checks = {
        postgres: await database.answers().catch(() => false),
        profiles: profiles.isJoined(),
        accounts: accounts.isJoined(),
      }
      return { ok: Object.values(checks).every(Boolean), checks }
    },
    drain: async () => {
      await services.sender.flush()
      await erasing.drain()
      await services.threadNews.tellAll()
      await services.inboxUpkeep.run()
      await relay.drain()
    },
  })
  await app.listen({ host: config.HOST, port: config.PORT })
  grpc.setServing(true)
}

/** Kafka may come later than Posts. */
async function startConsuming(
  broker: Broker,
  consumers: readonly EventConsumer[],
  logger: Logger,
  signal: AbortSignal,
) {
  const backoff = new Backoff({ firstMs: 250, maxMs: 5_000 })
  while (!signal.aborted) {
    try {
      await broker.ensureTopics()
      for (const consumer of consumers) await consumer.start()
      return
    } catch (error) {
      if (signal.aborted) return
      logger.warn({ err: error }, 'Kafka does not answer; retrying')
      await backoff.wait(signal)
    }
  }
}
