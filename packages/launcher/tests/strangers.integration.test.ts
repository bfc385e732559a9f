import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { removeStackData } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import { beforeAll, expect, test } from 'vitest'
import { endLeftovers } from '../src/data-folder/leftovers.ts'
import { runningEnvironments } from '../src/data-folder/running-environments.ts'
import type { Attempts, Outcomes } from './fixtures/stranger.ts'
import { Launcher } from './launcher.ts'

// A forum as `npm start` runs it, and another user of the machine (nobody, where this is root) who tries all of it.

const isRoot = process.getuid?.() === 0
const minutes = 60_000
let directory: string
let environments: Record<string, Record<string, string>>

const variable = (service: string, name: string): string => {
  const value = environments[service]?.[name]
  if (value === undefined) throw new Error(`${service} is not told ${name}`)
  return value
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'forum-strangers-'))
  cleanUp(async () => {
    await endLeftovers(directory, createLogger({ name: 'test', level: 'error' }))
    removeStackData(directory)
    rmSync(directory, { recursive: true })
  })
  leaveOpen()
  const launcher = await Launcher.start(directory, { SEEDING: 'off' })
  await launcher.ready()
  environments = runningEnvironments(directory) ?? {}
}, 4 * minutes)

/** As earlier versions left their folders under the usual umask. */
function leaveOpen(): void {
  chmodSync(directory, 0o755)
  for (const name of ['secrets.json.new', 'kafka/kafka.log', 'services/auth/output.log.1', 'exports/posts.csv']) {
    mkdirSync(dirname(join(directory, name)), { recursive: true, mode: 0o755 })
    writeFileSync(join(directory, name), 'x', { mode: 0o644 })
  }
}

const everything = (): string[] => [
  directory,
  ...readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name)),
]

async function strangerTries(attempts: Partial<Attempts>): Promise<Outcomes> {
  const stranger = fork(join(import.meta.dirname, 'fixtures/stranger.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(stranger, 'message')
  const answered = once(stranger, 'message')
  const none: Attempts = { postgres: {}, kafka: {}, topic: '', clickhouse: {}, paths: [] }
  stranger.send({ ...none, ...(isRoot && { user: nobody() }), ...attempts })
  const [outcomes] = await answered
  return outcomes
}

function nobody(): { uid: number; gid: number } {
  const line =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith('nobody:')) ?? ''
  const [, , uid, gid] = line.split(':').map(Number)
  if (!uid || !gid) throw new Error('this system has no user nobody')
  return { uid, gid }
}

const refusedOtherwise = (outcomes: Outcomes, refusal: RegExp): [string, string][] =>
  Object.entries(outcomes).filter(([, outcome]) => !refusal.test(outcome))

test('Postgres refuses who has no password of a role, and each role what is not its own', async () => {
  const posts = variable('posts', 'POSTS_DATABASE_URL')
  const auth = variable('auth', 'AUTH_DATABASE_URL')
  const changed = (url: string, change: (url: URL) => void): string => {
    const copy = new URL(url)
    change(copy)
    return copy.href
  }
  const to = (url: string, statement = 'SELECT 1') => ({ url, statement })
  const outcomes = await strangerTries({
    postgres: {
      'no password': to(changed(posts, (url) => (url.password = ''))),
      'a wrong password': to(changed(posts, (url) => (url.password = 'wrong'))),
      'the superuser without a password': to(
        changed(posts, (url) => ([url.username, url.password] = ['postgres', ''])),
      ),
      'the superuser with a wrong one': to(
        changed(posts, (url) => ([url.username, url.password] = ['postgres', 'postgres'])),
      ),
      'the role of Posts in the database of Auth': to(changed(posts, (url) => (url.pathname = '/auth'))),
      'the role of Auth in that of Posts': to(changed(auth, (url) => (url.pathname = '/posts'))),
      'the role of Posts in that of the server': to(changed(posts, (url) => (url.pathname = '/postgres'))),
      'a program, as Posts': to(posts, `COPY (SELECT 1) TO PROGRAM 'cat'`),
      'a file, as Posts': to(posts, `COPY (SELECT 1) TO '/tmp/forum-stranger'`),
      'reading a file, as Posts': to(posts, `SELECT pg_read_file('/etc/hostname')`),
      'a table, as Posts': to(posts, 'CREATE TABLE stranger (id int)'),
    },
  })
  expect(Object.keys(outcomes)).toHaveLength(11)
  expect(refusedOtherwise(outcomes, /^(28P01|42501) |client password must be/)).toEqual([])
})

test('Kafka refuses who has no credential, to read and to write', async () => {
  const brokers = variable('posts', 'KAFKA_BROKERS').split(',')
  const username = variable('posts', 'KAFKA_USERNAME')
  const outcomes = await strangerTries({
    topic: 'forum.posts.v1',
    kafka: {
      nobody: { brokers },
      'a wrong password': { brokers, credential: { username, password: 'wrong' } },
      'another name': { brokers, credential: { username: 'controller', password: 'wrong' } },
    },
  })
  expect(Object.keys(outcomes)).toHaveLength(6)
  expect(refusedOtherwise(outcomes, /authentication failed|closed connection|ECONNRESET/i)).toEqual([])
})

test('ClickHouse refuses who has no password', async () => {
  const { origin: url, username } = new URL(variable('stats', 'CLICKHOUSE_URL'))
  const outcomes = await strangerTries({
    clickhouse: {
      nobody: { url, headers: {} },
      'the name alone': { url, headers: { 'x-clickhouse-user': username } },
      'a wrong password': { url, headers: { 'x-clickhouse-user': username, 'x-clickhouse-key': 'wrong' } },
      'a wrong one, the other way': { url, headers: { authorization: `Basic ${btoa(`${username}:wrong`)}` } },
      'the usual name': { url, headers: { 'x-clickhouse-user': 'default', 'x-clickhouse-key': '' } },
    },
  })
  expect(Object.keys(outcomes)).toHaveLength(5)
  expect(refusedOtherwise(outcomes, /AUTHENTICATION_FAILED/)).toEqual([])
})

test('whoever has the right ones is served: the refusals above are about who asks', async () => {
  const credential = { username: variable('posts', 'KAFKA_USERNAME'), password: variable('posts', 'KAFKA_PASSWORD') }
  const { origin, username, password } = new URL(variable('stats', 'CLICKHOUSE_URL'))
  const outcomes = await strangerTries({
    topic: 'forum.views.v1.dlq',
    postgres: { own: { url: variable('posts', 'POSTS_DATABASE_URL'), statement: 'SELECT count(*) FROM posts' } },
    kafka: { own: { brokers: variable('posts', 'KAFKA_BROKERS').split(','), credential } },
    clickhouse: { own: { url: origin, headers: { 'x-clickhouse-user': username, 'x-clickhouse-key': password } } },
  })
  expect(outcomes).toEqual({
    'Postgres: own': 'SERVED',
    'Kafka, topics: own': 'SERVED',
    'Kafka, produce: own': 'SERVED',
    'ClickHouse: own': 'SERVED',
  })
})

test('nothing of the data folder is open, whoever made it', () => {
  const paths = everything()
  expect(paths.length).toBeGreaterThan(500)
  for (const name of [
    'secrets.json',
    'logins.json',
    'environments.json',
    'kafka/server.properties',
    'postgres/password',
  ])
    expect(paths).toContain(join(directory, name))
  const modes = paths.flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false }) // stores delete files as they go
    return stat && (stat.mode & 0o077) !== 0 ? [[path, (stat.mode & 0o777).toString(8)]] : []
  })
  // Root's Postgres runs as another user, who must pass through these two.
  const passed = [directory, join(directory, 'postgres')].map((path) => [path, '710'])
  expect(modes).toEqual(isRoot ? passed : [])
})

test('another user gets into no file and no folder', async () => {
  const paths = isRoot ? everything() : [] // only root can become somebody else
  const outcomes = await strangerTries({ paths })
  expect(Object.keys(outcomes)).toHaveLength(5 * paths.length)
  expect(refusedOtherwise(outcomes, /^EACCES /)).toEqual([])
})
