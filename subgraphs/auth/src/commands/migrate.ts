import { join } from 'node:path'
import { MigrationFailed, migratePostgres } from '@forum/migrations'
import { ConfigError, cannotReach, configExitCode, readConfig } from '@forum/service-kit'
import { storesSchema } from '../config.ts'

/** node subgraphs/auth/src/commands/migrate.ts: brings Auth's database up to date. */
const directory = join(import.meta.dirname, '..', '..', '..', '..', 'prisma/auth/migrations')

try {
  const { AUTH_DATABASE_URL: url } = readConfig(storesSchema)
  const applied = await migratePostgres({ url, directory }).catch((error: unknown) => {
    if (error instanceof MigrationFailed) throw error
    throw cannotReach('AUTH_DATABASE_URL', url, error, 'Start Postgres there, or unset it to use the embedded one.')
  })
  console.log(applied.length > 0 ? `auth: applied ${applied.join(', ')}` : 'auth: nothing to apply')
} catch (error) {
  if (!(error instanceof Error)) throw error
  console.error(error.message)
  process.exitCode = error instanceof ConfigError ? configExitCode : 1
}
