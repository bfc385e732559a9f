import { join } from 'node:path'
import { freePort, type RunningStore, startClickHouse, startKafka, startPostgres } from '@forum/embedded'
import type { Logger } from '@forum/service-kit'
import { portNear } from '../preflight/ports.ts'
import { needsPostgres, type Settings } from '../settings/settings.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'

/** Where the services find their stores: embedded ones, or those that the environment names. */
export type Stores = {
  authDatabase: string
  postsDatabase: string
  statsDatabase: string
  kafkaBrokers: string
  kafkaTopicPrefix: string
  clickhouse: string
  /** The service's own choice unless told. */
  clickhouseDatabase?: string
}

/** Starts what the environment does not replace, all at once. Each keeps its port when it has to be started again. */
export async function startStores(settings: Settings, supervisor: Supervisor, logger: Logger): Promise<Stores> {
  const embedded = async (name: string, label: string, wishedPort: number, start: typeof startPostgres) => {
    const port = await portNear(wishedPort, freePort)
    const dataDirectory = join(settings.dataDirectory, name)
    const store = await supervisor.run({
      name,
      label,
      start: (signal): Promise<RunningStore> => start({ dataDirectory, port, logger, signal }),
    })
    return store.url
  }
  // Below the ports of outgoing connections: whoever tries to reach a store that is down could be given its port, and reach itself.
  const [postgres, kafka, clickhouse] = await Promise.all([
    needsPostgres(settings) ? embedded('postgres', 'Postgres', 25_432, startPostgres) : '',
    settings.KAFKA_BROKERS ? settings.KAFKA_BROKERS.join(',') : embedded('kafka', 'Kafka', 29_092, startKafka),
    settings.CLICKHOUSE_URL ?? embedded('clickhouse', 'ClickHouse', 28_123, startClickHouse),
  ])
  return {
    authDatabase: settings.AUTH_DATABASE_URL ?? database(postgres, 'auth'),
    postsDatabase: settings.POSTS_DATABASE_URL ?? database(postgres, 'posts'),
    statsDatabase: settings.STATS_DATABASE_URL ?? database(postgres, 'stats'),
    kafkaBrokers: kafka,
    kafkaTopicPrefix: settings.KAFKA_TOPIC_PREFIX,
    clickhouse,
  }
}

function database(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
