import { env, kafkaSettings, operationsPort } from '@forum/service-kit'
import { z } from 'zod'

/** What the migrate command needs. */
export const migrateSchema = z.object({
  STATS_DATABASE_URL: env.databaseUrl(),
  CLICKHOUSE_URL: env.url(),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^\w{1,64}$/, 'is not a database name. Set it to letters, digits and _.')
    .optional(),
})

/** The stores alone: what the commands need. */
export const storesSchema = migrateSchema.extend({
  ...kafkaSettings,
})

/** The environment of the service. */
export const configSchema = storesSchema.extend({
  HOST: env.text().default('127.0.0.1'),
  PORT: env.port().default(4003),
  ...operationsPort,
  PUBLIC_URL: env.origin().default('http://127.0.0.1:4000'),
  SUBGRAPH_SECRET: env.secret(),
  AUTH_GRPC_URL: env.address().default('127.0.0.1:50051'),
  AUTH_GRPC_SECRET: env.secret(),
  POSTS_GRPC_URL: env.address().default('127.0.0.1:50052'),
  POSTS_GRPC_SECRET: env.secret(),
  EXPORTS_DIR: env.text('a folder that all replicas of stats share'),
  EXPORT_SIGNING_SECRET: env.secret(),
})

export type StoresConfig = z.output<typeof storesSchema>
export type Config = z.output<typeof configSchema>

/** Where ClickHouse is: its address, and the database from CLICKHOUSE_DATABASE, else from the address's path, else `forum`. */
export function clickhouseAddress(config: Pick<StoresConfig, 'CLICKHOUSE_URL' | 'CLICKHOUSE_DATABASE'>): {
  url: string
  database: string
} {
  const url = new URL(config.CLICKHOUSE_URL)
  const path = decodeURIComponent(url.pathname.slice(1))
  url.pathname = ''
  return { url: url.href, database: config.CLICKHOUSE_DATABASE ?? (path || 'forum') }
}
