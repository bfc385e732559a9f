import { join } from 'node:path'
import {
  freePort,
  type RunningStore,
  type StoreOptions,
  startClickHouse,
  startKafka,
  startPostgres,
} from '@forum/embedded'
import type { KafkaAddress, Logger } from '@forum/service-kit'
import type { Secrets } from '../data-folder/secrets.ts'
import { portNear } from '../preflight/ports.ts'
import { givenKafka, needsPostgres, type Settings } from '../settings/settings.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import { type DatabaseAddresses, type DatabaseName, embeddedDatabase, givenDatabase } from './databases.ts'

/** Where the services find their stores: embedded ones, or those that the environment names. */
export type Stores = {
  databases: Record<DatabaseName, DatabaseAddresses>
  kafka: KafkaAddress
  kafkaTopicPrefix: string
  clickhouse: string
  /** The service's own choice unless told. */
  clickhouseDatabase?: string
}

/** Starts what the environment does not replace, all at once. Each keeps its port when it has to be started again. */
export async function startStores(
  settings: Settings,
  secrets: Secrets,
  supervisor: Supervisor,
  logger: Logger,
): Promise<Stores> {
  const embedded = async <Store extends RunningStore>(
    name: string,
    label: string,
    wishedPort: number,
    startStore: (options: StoreOptions) => Promise<Store>,
  ) => {
    const port = await portNear(wishedPort, freePort, [settings.PORT, settings.METRICS_PORT])
    const dataDirectory = join(settings.dataDirectory, name)
    const start = (signal: AbortSignal) => startStore({ dataDirectory, port, logger, signal })
    return supervisor.run({ name, label, start })
  }
  // Below the ports of outgoing connections: whoever tries to reach a store that is down could be given its port, and reach itself.
  const postgres = needsPostgres(settings) ? embedded('postgres', 'Postgres', 25_432, startPostgres) : null
  const database = async (name: DatabaseName, given: string | undefined) => {
    if (given) return givenDatabase(given)
    if (!postgres) throw new Error(`no Postgres was started for the database of ${name}`)
    return embeddedDatabase((await postgres).url, name, secrets)
  }
  const [auth, posts, stats, kafka, clickhouse] = await Promise.all([
    database('auth', settings.AUTH_DATABASE_URL),
    database('posts', settings.POSTS_DATABASE_URL),
    database('stats', settings.STATS_DATABASE_URL),
    givenKafka(settings) ?? embedded('kafka', 'Kafka', 29_092, startKafka).then(({ address }) => address),
    settings.CLICKHOUSE_URL
      ? { url: settings.CLICKHOUSE_URL }
      : embedded('clickhouse', 'ClickHouse', 28_123, startClickHouse),
  ])
  return {
    databases: { auth, posts, stats },
    kafka,
    kafkaTopicPrefix: settings.KAFKA_TOPIC_PREFIX,
    clickhouse: clickhouse.url,
  }
}
