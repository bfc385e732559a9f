import { join } from 'node:path'
import { MigrationFailed, migrateClickHouse, migratePostgres } from '@forum/migrations'
import { ConfigError, configExitCode, readConfig } from '@forum/service-kit'
import { clickhouseAddress, storesSchema } from '../config.ts'

/** node subgraphs/stats/src/commands/migrate.ts: brings both stores of stats up to date. */
const root = join(import.meta.dirname, '..', '..', '..', '..')

try {
  const config = readConfig(storesSchema.omit({ KAFKA_BROKERS: true, KAFKA_TOPIC_PREFIX: true }))
  const postgres = await migratePostgres({
    url: config.STATS_DATABASE_URL,
    directory: join(root, 'prisma/stats/migrations'),
  })
  const clickhouse = await migrateClickHouse({
    ...clickhouseAddress(config),
    directory: join(root, 'subgraphs/stats/clickhouse'),
  })
  const applied = [...postgres, ...clickhouse]
  console.log(applied.length > 0 ? `stats: applied ${applied.join(', ')}` : 'stats: nothing to apply')
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof MigrationFailed)) throw error
  console.error(error.message)
  process.exitCode = error instanceof ConfigError ? configExitCode : 1
}
