import { randomBytes } from 'node:crypto'
import { databaseAt } from '@forum/migrations'
import pg from 'pg'
import { cleanUp } from './cleanup.ts'
import { testStores } from './stores.ts'
import { type DatabaseName, templateFor } from './template-database.ts'

export type TestDatabase = { url: string; drop(): Promise<void> }

const templates = new Map<DatabaseName, Promise<string>>()

/**
 * A migrated, empty database of its own: a clone of a template, made in milliseconds. Dropped when the test (or the file, if it was asked for
 * outside a test) is over; open connections are cut then.
 */
export async function testDatabase(name: DatabaseName): Promise<TestDatabase> {
  return newDatabase(name, await templateOf(name, testStores().postgresUrl))
}

/** One without a table. */
export const emptyDatabase = (name: string): Promise<TestDatabase> => newDatabase(name, 'template1')

async function newDatabase(name: string, template: string): Promise<TestDatabase> {
  const { postgresUrl } = testStores()
  const database = `forum_test_${name}_${randomBytes(6).toString('hex')}`
  await withServer(postgresUrl, (client) => client.query(`CREATE DATABASE ${database} TEMPLATE ${template}`))
  const drop = async () => {
    await withServer(postgresUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`))
  }
  cleanUp(drop)
  return { url: databaseAt(postgresUrl, database), drop }
}

function templateOf(name: DatabaseName, postgresUrl: string): Promise<string> {
  const known = templates.get(name)
  if (known) return known
  const made = templateFor(name, postgresUrl)
  templates.set(name, made)
  return made
}

async function withServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
