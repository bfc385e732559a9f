import { resolve } from 'node:path'
import { createAuthClient } from '@forum/auth-client'
import { createBroker } from '@forum/events'
import { cannotReach, type Lifecycle, type Logger, type Metrics, systemClock } from '@forum/service-kit'
import { ClickHouse } from './clickhouse/clickhouse.ts'
import { type Config, clickhouseAddress } from './config.ts'
import { Consuming } from './consuming/consuming.ts'
import { openDatabase } from './database.ts'
import { AsOfRepository } from './modules/as-of/as-of-repository.ts'
import { AsOfService } from './modules/as-of/as-of-service.ts'
import { ExportLinks } from './modules/exports/export-links.ts'
import { ExportWorker } from './modules/exports/export-worker.ts'
import { consumedTopics, groupId } from './modules/ingestion/consumed-topics.ts'
import { createServer } from './server.ts'
import { createExportServices, createNumberServices } from './services.ts'

export type StartOptions = { config: Config; logger: Logger; metrics: Metrics; lifecycle: Lifecycle }

/** Opens the stores, begins to consume, and listens. */
export async function startStats({ config, logger, metrics, lifecycle }: StartOptions): Promise<void> {
  const database = openDatabase({ url: config.STATS_DATABASE_URL, logger })
  lifecycle.onStop('database', () => database.close())
  await database.answers().catch((error: unknown) => {
    const wayOut = 'Start Postgres there, or unset it to use the embedded one.'
    throw cannotReach('STATS_DATABASE_URL', config.STATS_DATABASE_URL, error, wayOut)
  })
  const clickhouse = new ClickHouse({ ...clickhouseAddress(config), metrics })
  lifecycle.onStop('clickhouse', () => clickhouse.close())
  const broker = createBroker({
    brokers: config.KAFKA_BROKERS,
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
    clientId: 'stats',
    logger,
    metrics,
  })
  lifecycle.onStop('broker', () => broker.close())
  await broker.ensureTopics()
  const auth = createAuthClient({
    url: config.AUTH_GRPC_URL,
    secret: config.AUTH_GRPC_SECRET,
    service: 'stats',
    logger,
    metrics,
  })
  lifecycle.onStop('auth client', () => auth.close())

  const marks = new AsOfRepository(database)
  const asOf = new AsOfService({ broker, groupId, topics: consumedTopics, marks, clock: systemClock, logger })
  const consuming = new Consuming({ broker, clickhouse, asOf, databaseUrl: config.STATS_DATABASE_URL, logger })
  const directory = resolve(config.EXPORTS_DIR)
  const links = new ExportLinks({
    publicUrl: config.PUBLIC_URL,
    secret: config.EXPORT_SIGNING_SECRET,
    clock: systemClock,
  })
  const { repository, idempotency, exports } = createExportServices({
    database,
    asOf,
    links,
    onRequested: () => worker.wake(),
  })
  const worker = new ExportWorker({ exports: repository, idempotency, clickhouse, asOf, directory, logger })
  const app = await createServer({
    services: { ...createNumberServices(clickhouse, asOf), exports },
    files: { exports: repository, links, directory },
    auth,
    secret: config.SUBGRAPH_SECRET,
    logger,
    metrics,
    ready: async () => {
      const checks = {
        postgres: await database.answers().catch(() => false),
        clickhouse: await clickhouse.isReady(),
        kafka: await broker.ready(),
        consumers: consuming.isJoined(),
      }
      return { ok: Object.values(checks).every(Boolean), checks }
    },
    drain: () => asOf.reached(systemClock.now()),
  })
  lifecycle.onStop('consumers', () => consuming.stop())
  consuming.start()
  lifecycle.onStop('exports', () => worker.stop())
  worker.start()
  lifecycle.onStop('http', () => app.close())
  await app.listen({ host: config.HOST, port: config.PORT })
}
