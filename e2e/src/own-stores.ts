import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningStore, removeStackData, Stack, startClickHouse, startKafka, startPostgres } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import type { StoreServers } from './network-stores.ts'
import { until } from './until.ts'

export type StoreName = 'postgres' | 'kafka' | 'clickhouse'

const start = { postgres: startPostgres, kafka: startKafka, clickhouse: startClickHouse } as const

/** Stores of one test's own, which it may kill. */
export class OwnStores {
  readonly servers: StoreServers
  readonly #directory: string
  readonly #stores: Record<StoreName, RunningStore>

  private constructor(directory: string, stores: Record<StoreName, RunningStore>) {
    this.#directory = directory
    this.#stores = stores
    this.servers = {
      postgresUrl: stores.postgres.url,
      kafkaBrokers: stores.kafka.url,
      clickhouseUrl: stores.clickhouse.url,
    }
  }

  static async start(): Promise<OwnStores> {
    const directory = mkdtempSync(join(tmpdir(), 'forum-own-stores-'))
    chmodSync(directory, 0o711) // root's Postgres runs as another user, who must be able to enter
    const { postgres, kafka, clickhouse } = await Stack.start({ dataDirectory: directory, logger, maxConnections: 200 })
    if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
    return new OwnStores(directory, { postgres, kafka, clickhouse })
  }

  /** SIGKILL, as a power cut would; resolves when it is gone. */
  async kill(name: StoreName): Promise<void> {
    const store = this.#stores[name]
    store.kill()
    await until(async () => !store.running || `${name} does not end`, 5_000)
  }

  /** Starts a killed one over its data, at its old address. */
  async restart(name: StoreName): Promise<void> {
    const { url } = this.#stores[name]
    const port = Number(new URL(url.includes('://') ? url : `kafka://${url}`).port)
    this.#stores[name] = await start[name]({ dataDirectory: join(this.#directory, name), port, logger })
  }

  async stop(): Promise<void> {
    for (const name of ['kafka', 'clickhouse', 'postgres'] as const) await this.#stores[name].stop()
    removeStackData(this.#directory)
    rmSync(this.#directory, { recursive: true, force: true })
  }
}

const logger = createLogger({ name: 'own-stores', level: 'error' })
