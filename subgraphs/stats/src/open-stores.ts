import { type Broker, createBroker } from '@forum/events'
import { cannotReach, kafkaOf, type Lifecycle, type Logger, type Metrics, systemClock } from '@forum/service-kit'
import { ClickHouse } from './clickhouse/clickhouse.ts'
import { clickhouseAddress, type StoresConfig } from './config.ts'
import { type Database, openDatabase } from './database.ts'
import { AsOfRepository } from './modules/as-of/as-of-repository.ts'
import { AsOfService } from './modules/as-of/as-of-service.ts'
import { consumedTopics, groupId } from './modules/ingestion/consumed-topics.ts'

export type OpenStoresOptions = { config: StoresConfig; logger: Logger; metrics: Metrics; lifecycle: Lifecycle }

export type Stores = {
  database: Database
  clickhouse: ClickHouse
  broker: Broker
  watermarks: AsOfRepository
  asOf: AsOfService
}

/** Opens what the service and its commands work on, and makes the topics that are missing. Closed with the lifecycle. */
export async function openStores({ config, logger, metrics, lifecycle }: OpenStoresOptions): Promise<Stores> {
  const database = openDatabase({
    url: config.STATS_DATABASE_URL,
    logger,
    metrics,
    connections: 8,
  })
  lifecycle.onStop('database', () => database.close())
  await database.answers().catch((error: unknown) => {
    const wayOut = 'Start Postgres there, or unset it to use the embedded one.'
    throw cannotReach('STATS_DATABASE_URL', config.STATS_DATABASE_URL, error, wayOut)
  })
  const clickhouse = new ClickHouse({ ...clickhouseAddress(config), metrics, logger })
  lifecycle.onStop('clickhouse', () => clickhouse.close())
  await clickhouse.demand().catch((error: unknown) => {
    const wayOut = 'Start ClickHouse there, or unset it to use the embedded one.'
    throw cannotReach('CLICKHOUSE_URL', config.CLICKHOUSE_URL, error, wayOut)
  })
  const broker = createBroker({
    ...kafkaOf(config),
    clientId: 'stats',
    logger,
    metrics,
  })
  lifecycle.onStop('broker', () => broker.close())
  await broker.ensureTopics()
  const watermarks = new AsOfRepository(database)
  const asOf = new AsOfService({ broker, groupId, topics: consumedTopics, watermarks, clock: systemClock, logger })
  return { database, clickhouse, broker, watermarks, asOf }
}
