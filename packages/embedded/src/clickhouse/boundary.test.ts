import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type RunningStore, startClickHouse } from '../index.ts'
import { harmlessTableFunctions } from './boundary.ts'
import { grantedEngines } from './configuration.ts'

const silent = { info() {}, warn() {}, error() {} }
const directory = mkdtempSync(join(tmpdir(), 'forum-boundary-'))
const secret = join(directory, 'secret.txt')
const outside = join(directory, 'outside')
let store: RunningStore
let client: ClickHouseClient

beforeAll(async () => {
  writeFileSync(secret, 'the secret\n', { mode: 0o600 })
  mkdirSync(outside)
  store = await startClickHouse({ dataDirectory: join(directory, 'store'), port: await freePort(), logger: silent })
  client = createClient({ url: store.url, log: { level: ClickHouseLogLevel.OFF } })
  await client.command({ query: 'CREATE DATABASE forum ENGINE = Atomic' })
  await client.command({ query: 'CREATE TABLE forum.notes (text String) ENGINE = Memory' })
})

afterAll(async () => {
  await client.close()
  await store.stop()
  rmSync(directory, { recursive: true })
})

async function names(query: string): Promise<string[]> {
  const result = await client.query({ query, format: 'JSONEachRow' })
  return (await result.json<{ name: string }>()).map(({ name }) => name)
}

const denied = { code: '497', type: 'ACCESS_DENIED' }

const expectDenied = async (query: string) => expect(client.command({ query }), query).rejects.toMatchObject(denied)

test('each table function of the engine is refused, or reads nothing but its arguments and our tables', async () => {
  const all = await names('SELECT name FROM system.table_functions')
  expect(all.length).toBeGreaterThan(50)
  const calls = all.filter((name) => !harmlessTableFunctions.has(name.toLowerCase()))
  expect(calls).toEqual(expect.arrayContaining(['file', 'url', 's3', 'remote', 'executable', 'postgresql', 'sqlite']))
  for (const name of calls) {
    const called = [name, `\`${name}\``, `"${name}"`, `${name} /* */ `]
    await Promise.all([
      ...called.map((text) => expectDenied(`SELECT * FROM ${text}('${secret}')`)),
      expectDenied(`INSERT INTO FUNCTION ${name}('${outside}/x', 'TSV', 's String') SELECT 'x'`),
    ])
  }
})

test('each engine of tables and databases is refused but for those of the forum', async () => {
  const engines = await names('SELECT name FROM system.table_engines')
  expect(engines).toEqual(
    expect.arrayContaining(['File', 'URL', 'S3', 'Kafka', 'Executable', ...grantedEngines.slice(0, 8)]),
  )
  for (const engine of engines.filter((name) => !grantedEngines.includes(name)))
    await Promise.all([
      expectDenied(`CREATE TABLE forum.walk (n UInt8) ENGINE = ${engine}('${secret}')`),
      expectDenied(`CREATE TABLE forum.walk (n UInt8) ENGINE \`${engine}\` ORDER BY n`),
    ])
  for (const engine of await names('SELECT name FROM system.database_engines')) {
    if (grantedEngines.includes(engine)) continue
    await expectDenied(`CREATE DATABASE forum_walk ENGINE = ${engine}('${directory}')`)
  }
})

test('the engine’s own rights hold without the look at the words', async () => {
  // What leaves the database without a word that is looked for: a table whose name is a path.
  await expectDenied(`SELECT * FROM \`${secret}\``)
  await expectDenied(`DESCRIBE TABLE \`${secret}\``)
})

test.each([
  ['a file as a table', () => `SELECT * FROM \`${secret}\``],
  ['a file in a value', () => `SELECT file('${secret}')`],
  ['a file in a value, by another name', () => `SELECT \`file\`('${secret}')`],
  ['a file in a value, by a name with an escape', () => `SELECT \`f\\x69le\`('${secret}')`],
  ['a file in a value, behind what looks like a heredoc', () => `SELECT 1 AS a$$, file('${secret}'), 2 AS b$$`],
  ['a file in a value, behind quotes that are none to us', () => `SELECT ‘'’, file('${secret}'), ‘'’`],
  ['a file in a value, behind a literal of digits', () => `SELECT x'\\', file('${secret}'), '`],
  ['a file in a value, behind comments in comments', () => `SELECT 1 /* /* */ ' */, file('${secret}') -- '`],
  ['a file that is inserted', () => `INSERT INTO forum.notes FROM INFILE '${secret}' FORMAT LineAsString`],
  ['an answer into a file', () => `SELECT 1 INTO OUTFILE '${outside}/answer'`],
  [
    'a folder as a table',
    () => `ATTACH TABLE forum.attached FROM '${outside}' (n UInt8) ENGINE = MergeTree ORDER BY n`,
  ],
  [
    'a disk of its own',
    () =>
      `CREATE TABLE forum.far (n UInt8) ENGINE = MergeTree ORDER BY n SETTINGS disk = disk(type = web, endpoint = 'http://127.0.0.1:1/')`,
  ],
  [
    'a dictionary',
    () =>
      `CREATE DICTIONARY forum.words (k UInt64, v String) PRIMARY KEY k SOURCE(FILE(path '${secret}' format 'TSV')) LAYOUT(FLAT()) LIFETIME(0)`,
  ],
  ['a backup', () => `BACKUP TABLE forum.notes TO File('${outside}/backup')`],
  ['a database that is not ours', () => 'CREATE DATABASE other ENGINE = Atomic'],
  ['a right', () => 'GRANT FILE ON *.* TO default'],
  ['a user', () => 'CREATE USER somebody'],
])('%s is refused', async (_case, query) => {
  await expect(client.command({ query: query() })).rejects.toMatchObject({ code: '497' })
  expect(readdirSync(outside)).toEqual([])
  expect(await names('SELECT text AS name FROM forum.notes')).toEqual([])
})

test.each([
  ['format_template_row', 'SELECT 1 FORMAT Template'],
  ['format_schema', 'SELECT 1 FORMAT Protobuf'],
  ['output_format_schema', 'SELECT 1 FORMAT Protobuf'],
  ['input_format_record_errors_file_path', 'SELECT 1'],
])('the setting %s, which names a file, cannot be changed', async (setting, query) => {
  const asked = client.exec({ query, clickhouse_settings: { [setting]: secret } })
  await expect(asked).rejects.toMatchObject({ code: '452' })
})

test('a value that the engine would compute cannot read a file either', async () => {
  const { host, username, password } = new URL(store.url)
  const query = encodeURIComponent('INSERT INTO forum.notes FORMAT Values')
  const answer = await fetch(`http://${host}/?query=${query}`, {
    method: 'POST',
    headers: { 'x-clickhouse-user': username, 'x-clickhouse-key': password },
    body: `(file('${secret}'))`,
  })
  expect(answer.headers.get('x-clickhouse-exception-code')).toBe('497')
  expect(await names('SELECT text AS name FROM forum.notes')).toEqual([])
})

test('nobody is answered without the password, with a wrong one, or with another user’s', async () => {
  const { host, password } = new URL(store.url)
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
  const unfit: Record<string, string>[] = [
    {},
    basic('forum:'),
    basic(`forum:${password}x`),
    basic(`default:${password}`),
    { 'x-clickhouse-user': 'forum' },
  ]
  for (const headers of unfit) {
    for (const statement of ['SELECT 1', `SELECT * FROM file('${secret}')`, 'SELECT name FROM system.tables']) {
      const answer = await fetch(`http://${host}/`, { method: 'POST', body: statement, headers })
      expect([answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([401, '516'])
      expect(await answer.text()).not.toContain('secret')
    }
  }
  expect((await fetch(`http://${host}/ping`)).status).toBe(200) // tells only that somebody is there
})

test('what a folder keeps is for its owner alone', () => {
  const folder = join(directory, 'store')
  for (const name of ['', 'password', 'configuration', 'configuration/users.xml', 'data', 'output.log'])
    expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0])
  expect(existsSync(join(folder, 'data'))).toBe(true)
})
