import { prepareDatabase, roleUrl } from '@forum/migrations'
import type { Secrets } from '../data-folder/secrets.ts'

export const databaseNames = ['auth', 'posts', 'stats'] as const

export type DatabaseName = (typeof databaseNames)[number]

/** Where a database is: for the service that reads and writes it, and for who owns and migrates it. */
export type DatabaseAddresses = { service: string; owner: string }

/** A database of the embedded Postgres, with the roles of this data folder; `server` is its superuser's address, which nobody else is told. */
export async function embeddedDatabase(
  server: string,
  name: DatabaseName,
  secrets: Secrets,
): Promise<DatabaseAddresses> {
  const owner = { name: 'forum_owner', password: secrets.ownerDatabasePassword }
  const service = { name: `forum_${name}`, password: secrets[`${name}DatabasePassword`] }
  await prepareDatabase({ server, database: name, owner, service })
  return { service: roleUrl(server, name, service), owner: roleUrl(server, name, owner) }
}

/** A database of somebody's own Postgres: whoever serves from it migrates it too. */
export const givenDatabase = (url: string): DatabaseAddresses => ({ service: url, owner: url })
