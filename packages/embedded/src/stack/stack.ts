import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startClickHouse } from '../clickhouse/start-clickhouse.ts'
import { type RunningKafka, startKafka } from '../kafka/start-kafka.ts'
import type { Log } from '../log.ts'
import { freePort } from '../ports.ts'
import { removePostgresData } from '../postgres/home.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import type { RunningStore } from './store.ts'

export const storeNames = ['postgres', 'kafka', 'clickhouse'] as const
type StoreName = (typeof storeNames)[number]

export type StackOptions = {
  /** Each store has a folder in it. */
  dataDirectory: string
  logger: Log
  /** Which stores to start; all unless told. */
  stores?: readonly StoreName[]
  /** Ports of 127.0.0.1; free ones unless told. */
  ports?: Partial<Record<StoreName, number>>
  maxConnections?: number
}

type RunningStores = { postgres?: RunningStore; kafka?: RunningKafka; clickhouse?: RunningStore }

/** The stores of one forum, started side by side and stopped in order. */
export class Stack {
  readonly postgres: RunningStore | undefined
  readonly kafka: RunningKafka | undefined
  readonly clickhouse: RunningStore | undefined

  private constructor(stores: RunningStores) {
    this.postgres = stores.postgres
    this.kafka = stores.kafka
    this.clickhouse = stores.clickhouse
  }

  /** Starts them; when one cannot start, stops the others and throws its EmbeddedError. */
  static async start({
    dataDirectory,
    logger,
    stores = storeNames,
    ports = {},
    maxConnections,
  }: StackOptions): Promise<Stack> {
    const options = async (name: StoreName) => ({
      dataDirectory: join(dataDirectory, name),
      port: ports[name] ?? (await freePort()),
      logger,
    })
    const running: RunningStores = {}
    const start = {
      postgres: async () => {
        const more = maxConnections ? { maxConnections } : {}
        running.postgres = await startPostgres({ ...(await options('postgres')), ...more })
      },
      kafka: async () => {
        running.kafka = await startKafka(await options('kafka'))
      },
      clickhouse: async () => {
        running.clickhouse = await startClickHouse(await options('clickhouse'))
      },
    }
    const outcomes = await Promise.allSettled(stores.map((name) => start[name]()))
    const stack = new Stack(running)
    const failure = outcomes.find((outcome) => outcome.status === 'rejected')
    if (!failure) return stack
    await stack.stop()
    throw failure.reason
  }

  /** Kafka, ClickHouse, Postgres: who writes into another goes first. */
  async stop(): Promise<void> {
    await this.kafka?.stop()
    await this.clickhouse?.stop()
    await this.postgres?.stop()
  }
}

/** Deletes all that a stopped stack kept, also what root's Postgres keeps elsewhere (see postgres-home.ts). */
export function removeStackData(dataDirectory: string): void {
  removePostgresData(join(dataDirectory, 'postgres'))
  for (const name of storeNames) rmSync(join(dataDirectory, name), { recursive: true, force: true })
}
