import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { databaseAt, migratePostgres, readMigrationFolder } from '@forum/migrations'
import pg from 'pg'
import { inRepository } from './repository.ts'

export type DatabaseName = 'auth' | 'posts' | 'stats'

/** The name of a database that has all migrations, made when it is absent. A changed migration is another template. */
export async function templateFor(name: DatabaseName, postgresUrl: string): Promise<string> {
  const directory = inRepository('prisma', name, 'migrations')
  const template = `forum_template_${name}_${await hashOf(directory)}`
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
    if (!rowCount) await make(client, { template, directory, postgresUrl })
  } finally {
    await client.end()
  }
  return template
}

/** Under another name until it is whole. */
async function make(
  client: pg.Client,
  { template, directory, postgresUrl }: { template: string; directory: string; postgresUrl: string },
) {
  const making = `${template}_new`
  await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`)
  await migratePostgres({ url: databaseAt(postgresUrl, making), directory })
  await client.query(`ALTER DATABASE ${making} RENAME TO ${template}`)
}

async function hashOf(directory: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(inRepository('packages/migrations/package.json')))
  for (const { name, sql } of await readMigrationFolder(directory)) hash.update(`${name}\n${sql}`)
  return hash.digest('hex').slice(0, 12)
}
