import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startClickHouse } from '../clickhouse/start-clickhouse.ts'
import { startKafka } from '../kafka/start-kafka.ts'
import type { Log } from '../log.ts'
import { freePort } from '../ports.ts'
import { removePostgresData } from '../postgres/home.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import type { RunningStore } from './store.ts'

export const storeNames = ['postgres', 'kafka', 'clickhouse'] as const
export type StoreName = (typeof storeNames)[number]

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

/** The stores of one forum, started side by side and stopped in order. */
export class Stack {
  readonly postgres: RunningStore | undefined
  readonly kafka: RunningStore | undefined
  readonly clickhouse: RunningStore | undefined

  private constructor(stores: Partial<Record<StoreName, RunningStore>>) {
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
    const start = {
      postgres: async () =>
        startPostgres({ ...(await options('postgres')), ...(maxConnections ? { maxConnections } : {}) }),
      kafka: async () => startKafka(await options('kafka')),
      clickhouse: async () => startClickHouse(await options('clickhouse')),
    }
    const outcomes = await Promise.allSettled(stores.map(async (name) => [name, await start[name]()] as const))
    const stack = new Stack(
      Object.fromEntries(outcomes.filter((outcome) => outcome.status === 'fulfilled').map((outcome) => outcome.value)),
    )
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
