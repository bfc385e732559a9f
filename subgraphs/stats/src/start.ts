import { resolve } from 'node:path'
import { createAuthClient } from '@forum/auth-client'
import { OutboxRelay } from '@forum/outbox'
import { type Lifecycle, type Logger, type Metrics, systemClock } from '@forum/service-kit'
import type { Config } from './config.ts'
import { Consuming } from './consuming/consuming.ts'
import { ExportLinks } from './modules/exports/export-links.ts'
import { ExportWorker } from './modules/exports/export-worker.ts'
import { createPersonalData, gatherPersonalData } from './modules/personal-data/personal-data.ts'
import { startReporting } from './modules/weekly-reports/report-loop.ts'
import { openStores } from './open-stores.ts'
import { createServer } from './server.ts'
import {
  createExportServices,
  createMilestones,
  createNumberServices,
  createRankingLoop,
  createWeeklyReports,
} from './services.ts'

export type StartOptions = { config: Config; logger: Logger; metrics: Metrics; lifecycle: Lifecycle }

/** Opens the stores, begins to consume and to export, and listens; answers where. */
export async function startStats({ config, logger, metrics, lifecycle }: StartOptions): Promise<{ url: string }> {
  const { database, clickhouse, broker, asOf } = await openStores({ config, logger, metrics, lifecycle })
  const auth = createAuthClient({
    url: config.AUTH_GRPC_URL,
    secret: config.AUTH_GRPC_SECRET,
    service: 'stats',
    logger,
    metrics,
  })
  lifecycle.onStop('auth client', () => auth.close())

  const directory = resolve(config.EXPORTS_DIR)
  const links = new ExportLinks({
    publicUrl: config.PUBLIC_URL,
    secret: config.EXPORT_SIGNING_SECRET,
    clock: systemClock,
  })
  const onRequested = () => worker.wake()
  const { repository, idempotency, exports } = createExportServices({
    database,
    asOf,
    links,
    onRequested,
    recordExport: (request) => auth.recordExport(request),
    logger,
  })
  const sources = [
    { url: config.AUTH_GRPC_URL, service: 'stats', secret: config.AUTH_GRPC_SECRET },
    { url: config.POSTS_GRPC_URL, service: 'stats', secret: config.POSTS_GRPC_SECRET },
  ]
  const worker = new ExportWorker({
    exports: repository,
    idempotency,
    clickhouse,
    asOf,
    countedUntil: (time) => asOf.reached(time),
    gatherPersonalData: gatherPersonalData(sources, createPersonalData(clickhouse, exports)),
    directory,
    logger,
  })
  const milestones = createMilestones({ database, clickhouse })
  const consuming = new Consuming({
    broker,
    clickhouse,
    asOf,
    forgetPeople: async (people) => {
      await repository.deleteOf(people)
      await worker.clean()
    },
    milestones,
    databaseUrl: config.STATS_DATABASE_URL,
    logger,
  })
  // What this process commits is sent at once; what another replica does may wait for seconds.
  const relay = new OutboxRelay({
    databaseUrl: config.STATS_DATABASE_URL,
    broker,
    logger,
    metrics,
    pollIntervalMs: 1_000,
  })
  database.onCommit(() => relay.wake())
  const numbers = createNumberServices(clickhouse, asOf)
  const rankings = createRankingLoop({ database, clickhouse, asOf, rankings: numbers.rankings, logger })
  const app = await createServer({
    services: { ...numbers, exports },
    files: { exports: repository, links, directory },
    auth,
    secret: config.SUBGRAPH_SECRET,
    logger,
    metrics,
    port: config,
    ready: async () => {
      const checks = {
        postgres: await database.answers().catch(() => false),
        clickhouse: await clickhouse.isReady(),
        kafka: await broker.ready(),
        consumers: consuming.isJoined(),
      }
      return { ok: Object.values(checks).every(Boolean), checks }
    },
    drain: async () => {
      await asOf.reached(systemClock.now())
      await rankings.drain()
      await relay.drain()
    },
  })
  lifecycle.onStop('outbox relay', () => relay.stop())
  relay.start()
  lifecycle.onStop('consumers', () => consuming.stop())
  consuming.start()
  lifecycle.onStop('rankings', () => rankings.stop())
  rankings.start()
  const reporting = startReporting(createWeeklyReports({ database, clickhouse, asOf }), logger)
  lifecycle.onStop('weekly reports', () => reporting.stop())
  lifecycle.onStop('exports', () => worker.stop())
  worker.start()
  lifecycle.onStop('http', () => app.close())
  return { url: await app.listen({ host: config.HOST, port: config.PORT }) }
}
