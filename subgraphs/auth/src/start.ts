import { createVerdictMetrics, Verdicts } from '@forum/auth-client'
import { AccountServiceService, SiteServiceService, TokenServiceService } from '@forum/auth-client/proto'
import { type Broker, createBroker } from '@forum/events'
import { startGrpcServer } from '@forum/grpc'
import { OutboxRelay } from '@forum/outbox'
import { personalDataService } from '@forum/personal-data'
import { Backoff, cannotReach, kafkaOf, type Lifecycle, type Logger, type Metrics } from '@forum/service-kit'
import type { Config } from './config.ts'
import { openDatabase } from './database.ts'
import { Housekeeping } from './housekeeping.ts'
import { limitsOf } from './limits.ts'
import { accountHandlers } from './modules/accounts/account-grpc.ts'
import { FileDelivery } from './modules/mail/file-delivery.ts'
import { startMail } from './modules/mail/start-mail.ts'
import { RevocationFeed } from './modules/revocations/revocation-feed.ts'
import { siteHandlers } from './modules/site/site-grpc.ts'
import { SiteRepository } from './modules/site/site-repository.ts'
import { localSource } from './modules/tokens/local-source.ts'
import { tokenHandlers } from './modules/tokens/token-grpc.ts'
import { createServer } from './server.ts'
import { createServices } from './services.ts'

export type StartOptions = { config: Config; logger: Logger; metrics: Metrics; lifecycle: Lifecycle }

export type Started = { httpPort: number; grpcPort: number }

/** Opens the store, follows revocations, and listens for GraphQL and gRPC. */
export async function startAuth({ config, logger, metrics, lifecycle }: StartOptions): Promise<Started> {
  const url = config.AUTH_DATABASE_URL
  const database = openDatabase({ url, logger, metrics })
  lifecycle.onStop('database', () => database.close())
  const background = openDatabase({ url, logger, metrics, pool: 'background', connections: 5 })
  lifecycle.onStop('background database', () => background.close())
  await background.answers().catch((error: unknown) => {
    const wayOut = 'Start Postgres there, or unset it to use the embedded one.'
    throw cannotReach('AUTH_DATABASE_URL', url, error, wayOut)
  })
  const folder = new FileDelivery(config.MAIL_DIR)
  const services = createServices({
    database,
    background,
    publicUrl: config.PUBLIC_URL,
    tokenKeySecret: config.TOKEN_KEY_SECRET,
    limits: limitsOf(config),
    isSeedingOn: config.SEEDING,
    requiresVerifiedEmail: config.REQUIRE_VERIFIED_EMAIL,
    mailFiles: folder,
    logger,
  })
  await services.keys.open()

  const relay = startRelay({ config, logger, metrics, lifecycle })
  for (const each of [database, background]) each.onCommit(() => relay.wake())

  const siteRows = new SiteRepository(background)
  const siteName = async () => (await siteRows.read()).name
  const mailWorker = startMail({ config, services, folder, database: background, siteName, logger, metrics })
  lifecycle.onStop('mail', () => mailWorker.stop())
  database.onCommit(() => services.mails.takeNews() && mailWorker.wake())

  const feed = new RevocationFeed({ url, logger })
  lifecycle.onStop('revocation feed', () => feed.stop())
  await feed.start()
  const { tokens } = services
  const auth = new Verdicts({ source: localSource({ tokens, feed }), logger, metrics: createVerdictMetrics(metrics) })
  lifecycle.onStop('verdicts', () => auth.close())

  const housekeeping = new Housekeeping({ services, database: background, logger })
  lifecycle.onStop('housekeeping', () => housekeeping.stop())
  housekeeping.start()

  const grpc = await startGrpcServer({
    host: config.AUTH_GRPC_HOST,
    port: config.AUTH_GRPC_PORT,
    secrets: config.AUTH_GRPC_SECRETS,
    variable: 'AUTH_GRPC_PORT',
    services: [
      {
        name: 'forum.auth.v1.TokenService',
        definition: TokenServiceService,
        handlers: tokenHandlers({ tokens, feed, logger, stopping: lifecycle.signal }),
      },
      {
        name: 'forum.auth.v1.AccountService',
        definition: AccountServiceService,
        handlers: accountHandlers({ accounts: services.accounts, audit: services.audit, logger }),
      },
      {
        name: 'forum.auth.v1.SiteService',
        definition: SiteServiceService,
        handlers: siteHandlers({ site: services.site, logger }),
      },
      personalDataService({ personalData: services.personalData, logger }),
    ],
    logger,
  })
  lifecycle.onStop('grpc', () => grpc.stop())
  const app = await createServer({
    services,
    auth,
    publicUrl: config.PUBLIC_URL,
    secret: config.SUBGRAPH_SECRET,
    logger,
    metrics,
    port: config,
    ready: async () => {
      // Without Kafka people still sign in; what happened waits in the outbox.
      const checks = { postgres: await background.answers().catch(() => false), revocations: auth.ready() }
      return { ok: Object.values(checks).every(Boolean), checks }
    },
    drain: async () => {
      await services.erasing.eraseDue()
      await Promise.all([relay.drain(), mailWorker.drain()])
    },
  })
  lifecycle.onStop('http', () => app.close())
  await app.listen({ host: config.HOST, port: config.PORT })
  grpc.setServing(true)
  const firstAdminLink = await services.firstAdmin.link()
  if (firstAdminLink)
    logger.warn({ link: firstAdminLink }, 'nobody is an admin yet: open this link to make the first one')
  lifecycle.onStop('grpc health', () => grpc.setServing(false))
  const address = app.server.address()
  return { httpPort: typeof address === 'object' && address ? address.port : config.PORT, grpcPort: grpc.port }
}

function startRelay({ config, logger, metrics, lifecycle }: StartOptions): OutboxRelay {
  const broker = createBroker({
    ...kafkaOf(config),
    clientId: 'auth',
    logger,
    metrics,
  })
  lifecycle.onStop('broker', () => broker.close())
  const relay = new OutboxRelay({ databaseUrl: config.AUTH_DATABASE_URL, broker, logger, metrics })
  lifecycle.onStop('relay', () => relay.stop())
  void makeTopics(broker, logger, lifecycle.signal)
  relay.start()
  return relay
}

/** Kafka may come later than Auth; until then nothing is lost. */
async function makeTopics(broker: Broker, logger: Logger, signal: AbortSignal): Promise<void> {
  const backoff = new Backoff({ firstMs: 250, maxMs: 5_000 })
  while (!signal.aborted) {
    try {
      return await broker.ensureTopics()
    } catch (error) {
      if (signal.aborted) return
      logger.warn({ err: error }, 'topics could not be created; retrying')
      await backoff.wait(signal)
    }
  }
}
