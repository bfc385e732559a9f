import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cleanUp, testStores } from '@forum/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { roleUrl } from '../roles/role-url.ts'

const names = ['auth', 'posts', 'stats']

const prepare = (environment: Record<string, string>) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'prepare-databases.ts')], {
    env: { PATH: process.env['PATH'], ...environment },
  })

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test("each address's role serves its database, and the owner's owns them all", async () => {
  const { postgresUrl: server } = testStores()
  const id = randomBytes(6).toString('hex')
  const nameOf = (name: string) => `forum_test_${id}_${name}`
  const password = 'p%ss/w:rd@' // an address escapes it
  const addressOf = (name: string, database: string) => roleUrl(server, database, { name: nameOf(name), password })
  cleanUp(async () => {
    for (const name of names) await ask(server, `DROP DATABASE IF EXISTS ${nameOf(name)} WITH (FORCE)`)
    for (const name of [...names, 'owner']) await ask(server, `DROP ROLE IF EXISTS ${nameOf(name)}`)
  })
  const services = Object.fromEntries(
    names.map((name) => [`${name.toUpperCase()}_DATABASE_URL`, addressOf(name, nameOf(name))]),
  )
  const owner = addressOf('owner', 'postgres')
  const { stdout } = await prepare({ POSTGRES_URL: server, POSTGRES_OWNER_URL: owner, ...services })
  expect(stdout.trim().split('\n')).toEqual(
    names.map((name) => `${nameOf(name)}: owned by ${nameOf('owner')}, served by ${nameOf(name)}`),
  )
  await ask(addressOf('owner', nameOf('posts')), 'CREATE TABLE notes (id int)')
  for (const url of Object.values(services))
    expect(await ask(url, 'SELECT current_database() = current_user AS own')).toEqual([{ own: true }])
  expect(await ask(addressOf('posts', nameOf('posts')), 'SELECT * FROM notes')).toEqual([])
})

test('what is wrong is one line for each variable', async () => {
  await expect(prepare({ POSTGRES_URL: 'x' })).rejects.toMatchObject({
    code: 78,
    stderr: expect.stringMatching(/^POSTGRES_URL: .*\nPOSTGRES_OWNER_URL: .*\nAUTH_DATABASE_URL: .*\n/),
  })
})
