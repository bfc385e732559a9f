import { ConfigError, cannotReach, configExitCode, readConfig } from '@forum/service-kit'
import { prepareDatabase } from '../roles/prepare-database.ts'
import { roleIn } from '../roles/role-url.ts'
import { rolesSchema } from '../roles/roles-schema.ts'

/** node packages/migrations/src/commands/prepare-databases.ts: makes the forum's databases and roles on a Postgres of its own. */

try {
  const { POSTGRES_URL: server, POSTGRES_OWNER_URL, ...services } = readConfig(rolesSchema)
  const { role: owner } = roleIn(POSTGRES_OWNER_URL)
  for (const url of Object.values(services)) {
    const { database, role: service } = roleIn(url)
    await prepareDatabase({ server, database, owner, service }).catch((error: unknown) => {
      throw cannotReach('POSTGRES_URL', server, error, 'Start Postgres there, or give the address of its superuser.')
    })
    console.log(`${database}: owned by ${owner.name}, served by ${service.name}`)
  }
} catch (error) {
  if (!(error instanceof Error)) throw error
  console.error(error.message)
  process.exitCode = error instanceof ConfigError ? configExitCode : 1
}
