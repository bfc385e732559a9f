import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRunning, removeStackData } from '@forum/embedded'
import { createLogger, kafkaEnvironment } from '@forum/service-kit'
import { testBroker, testClickHouse, testDatabase } from '@forum/testing'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { endLeftovers } from '../src/data-folder/leftovers.ts'
import { Launcher, runningParts } from './launcher.ts'

const minutes = 60_000
const feed = '{ feed(first: 20) { edges { node { id likeCount commentCount } } } }'
let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'forum-start-'))
  onTestFinished(async () => {
    await endLeftovers(directory, createLogger({ name: 'test', level: 'error' }))
    removeStackData(directory)
    rmSync(directory, { recursive: true })
  })
})

test('a killed launcher loses nothing: the next start ends what it left, and Ctrl-C ends everything within five seconds', {
  timeout: 6 * minutes,
}, async () => {
  const first = await Launcher.start(directory)
  await first.ready()
  const seeded = await first.ask(feed)
  await first.end('SIGKILL')
  const left = runningParts(directory)
  expect(left).toHaveLength(7)

  const second = await Launcher.start(directory)
  await second.ready()
  expect(left.filter(isRunning)).toEqual([])
  expect(await second.ask(feed)).toEqual(seeded)

  const parts = runningParts(directory)
  const asked = performance.now()
  expect(await second.end('SIGINT')).toBe(0)
  expect(performance.now() - asked).toBeLessThan(5_000)
  expect(parts.filter(isRunning)).toEqual([])
})

test('the services run on stores that the launcher did not start', { timeout: 4 * minutes }, async () => {
  const [auth, postsDatabase, stats, clickhouse, broker] = await Promise.all([
    testDatabase('auth'),
    testDatabase('posts'),
    testDatabase('stats'),
    testClickHouse(),
    testBroker(),
  ])
  const launcher = await Launcher.start(directory, {
    AUTH_DATABASE_URL: auth.url,
    POSTS_DATABASE_URL: postsDatabase.url,
    STATS_DATABASE_URL: stats.url,
    CLICKHOUSE_URL: `${clickhouse.url}/${clickhouse.database}`,
    ...kafkaEnvironment(broker.address),
    KAFKA_TOPIC_PREFIX: broker.topicPrefix,
  })
  await launcher.ready()
  expect(await launcher.ask('{ user(handle: "demo") { handle } }')).toEqual({ data: { user: { handle: 'demo' } } })
  expect(['postgres', 'kafka', 'clickhouse'].filter((name) => existsSync(join(directory, name)))).toEqual([])
  expect(await launcher.end('SIGTERM')).toBe(0)
})

test('what preflight finds is one sentence, and nothing was started', { timeout: minutes }, async () => {
  const launcher = await Launcher.start(directory, { HOST: '192.0.2.1' })
  await expect(launcher.ready()).rejects.toThrow(/HOST: 192.0.2.1 is not an address of this machine/)
  expect(runningParts(directory)).toEqual([])
})
