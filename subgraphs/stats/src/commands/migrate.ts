import { join } from 'node:path'
import { MigrationFailed, migrateClickHouse, migratePostgres } from '@forum/migrations'
import { ConfigError, cannotReach, configExitCode, readConfig, StartError } from '@forum/service-kit'
import type { z } from 'zod'
import { clickhouseAddress, migrateSchema } from '../config.ts'

/** node subgraphs/stats/src/commands/migrate.ts: brings both stores of stats up to date. */
const root = join(import.meta.dirname, '..', '..', '..', '..')
type MigrateConfig = z.output<typeof migrateSchema>

async function migrate(config: MigrateConfig): Promise<string[]> {
  const wayOut = 'Start it there, or unset the variable to use the embedded one.'
  const postgres = await migratePostgres({
    url: config.STATS_DATABASE_URL,
    directory: join(root, 'prisma/stats/migrations'),
  }).catch((error: unknown) => {
    throw error instanceof MigrationFailed
      ? error
      : cannotReach('STATS_DATABASE_URL', config.STATS_DATABASE_URL, error, wayOut)
  })
  const clickhouse = await migrateClickHouse({
    ...clickhouseAddress(config),
    directory: join(root, 'subgraphs/stats/clickhouse'),
  }).catch((error: unknown) => {
    throw error instanceof MigrationFailed ? error : cannotReach('CLICKHOUSE_URL', config.CLICKHOUSE_URL, error, wayOut)
  })
  return [...postgres, ...clickhouse]
}

try {
  const applied = await migrate(readConfig(migrateSchema))
  console.log(applied.length > 0 ? `stats: applied ${applied.join(', ')}` : 'stats: nothing to apply')
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof MigrationFailed || error instanceof StartError)) throw error
  console.error(error.message)
  process.exitCode = error instanceof ConfigError ? configExitCode : 1
}
