import { join } from 'node:path'
import {
  type RunningKafka,
  type RunningStore,
  startClickHouse,
  startKafka,
  startPostgres,
  startTemporaryStack,
  type TemporaryStack,
} from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import type { StoreServers } from './network-stores.ts'
import { until } from './until.ts'

export type StoreName = 'postgres' | 'kafka' | 'clickhouse'

type Started = { postgres: RunningStore; kafka: RunningKafka; clickhouse: RunningStore }

const start = { postgres: startPostgres, kafka: startKafka, clickhouse: startClickHouse } as const

/** Stores of one test's own, which it may kill. */
export class OwnStores {
  readonly servers: StoreServers
  readonly #temporary: TemporaryStack
  readonly #stores: Record<StoreName, RunningStore>

  private constructor(temporary: TemporaryStack, stores: Started) {
    this.#temporary = temporary
    this.#stores = stores
    this.servers = {
      postgresUrl: stores.postgres.url,
      kafka: stores.kafka.address,
      clickhouseUrl: stores.clickhouse.url,
    }
  }

  static async start(): Promise<OwnStores> {
    const temporary = await startTemporaryStack({ logger, maxConnections: 200 })
    const { postgres, kafka, clickhouse } = temporary.stack
    if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
    return new OwnStores(temporary, { postgres, kafka, clickhouse })
  }

  /** SIGKILL, as a power cut would; resolves when it is gone. */
  async kill(name: StoreName): Promise<void> {
    const store = this.#stores[name]
    store.kill()
    await until(async () => !store.running || `${name} does not end`, 30_000)
  }

  /** Starts a killed one over its data, at its old address. */
  async restart(name: StoreName): Promise<void> {
    const { url } = this.#stores[name]
    const port = Number(new URL(url.includes('://') ? url : `kafka://${url}`).port)
    this.#stores[name] = await start[name]({ dataDirectory: join(this.#temporary.dataDirectory, name), port, logger })
  }

  async stop(): Promise<void> {
    for (const name of ['kafka', 'clickhouse', 'postgres'] as const) await this.#stores[name].stop()
    await this.#temporary.remove()
  }
}

const logger = createLogger({ name: 'own-stores', level: 'error' })
