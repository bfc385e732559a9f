import { join } from 'node:path'
import { MigrationFailed, migratePostgres } from '@forum/migrations'
import { ConfigError, cannotReach, configExitCode, readConfig } from '@forum/service-kit'
import { storesConfig } from '../config.ts'
import { catchUp } from '../database/catch-up.ts'

/** node subgraphs/posts/src/commands/migrate.ts: brings the posts database up to date. */
const directory = join(import.meta.dirname, '..', '..', '..', '..', 'prisma/posts/migrations')

try {
  const { POSTS_DATABASE_URL: url } = readConfig(storesConfig)
  const applied = await migratePostgres({ url, directory }).catch((error: unknown) => {
    if (error instanceof MigrationFailed) throw error
    throw cannotReach('POSTS_DATABASE_URL', url, error, 'Start Postgres there, or unset it to use the embedded one.')
  })
  await catchUp(url)
  console.log(applied.length > 0 ? `posts: applied ${applied.join(', ')}` : 'posts: nothing to apply')
} catch (error) {
  if (!(error instanceof Error)) throw error
  console.error(error.message)
  process.exitCode = error instanceof ConfigError ? configExitCode : 1
}
