import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createClient } from '@clickhouse/client'
import { profileUpdated } from '@forum/events'
import { kafkaEnvironment, kafkaOf } from '@forum/service-kit'
import { expect, test } from 'vitest'
import type { StoresConfig } from '../src/config.ts'
import { type RunningStats, references, runStats } from './running-stats.ts'
import { ForumStory, idOf } from './story/forum-story.ts'

const run = promisify(execFile)

/** A command of stats, as an operator runs it. */
async function command(
  config: StoresConfig,
  name: string,
  ...args: string[]
): Promise<{ code: number; output: string }> {
  const path = join(import.meta.dirname, '../src/commands', `${name}.ts`)
  const env = {
    PATH: process.env.PATH,
    STATS_DATABASE_URL: config.STATS_DATABASE_URL,
    CLICKHOUSE_URL: config.CLICKHOUSE_URL,
    CLICKHOUSE_DATABASE: config.CLICKHOUSE_DATABASE,
    ...kafkaEnvironment(kafkaOf(config)),
    KAFKA_TOPIC_PREFIX: config.KAFKA_TOPIC_PREFIX,
  }
  const failed = (error: { code?: number; stdout?: string; stderr?: string }) => ({
    ...error,
    stdout: error.stdout ?? '',
  })
  const {
    stdout,
    stderr = '',
    code = 0,
  } = await run(process.execPath, [path, ...args], { env }).then((output) => ({ ...output, code: 0 }), failed)
  return { code, output: stdout + stderr }
}

const ask = `query($of: [_Any!]!) {
  statsAsOf
  topUsers(by: LIKES_RECEIVED) { items { value } }
  platformStats { users posts comments likes reposts views monthlyActiveUsers }
  _entities(representations: $of) { ... on Post { stats { views likes comments reposts } } }
}`

async function numbers(stats: RunningStats) {
  const { data } = await stats.ask<{ statsAsOf: string; platformStats: Record<string, number> }>(ask, {
    of: references(['one', 'two']),
  })
  const { statsAsOf: _, ...rest } = data
  return rest
}

test('a rebuild gives the same numbers and says so, beside the running service or without it, and mends what was broken', async () => {
  const stats = await runStats()
  const story = new ForumStory(new Date(Date.now() - 3_600_000)).register('ann').register('bob')
  story
    .post('ann', 'one')
    .post('bob', 'two')
    .like('bob', 'one')
    .unlike('bob', 'one')
    .like('ann', 'two')
    .like('bob', 'two')
  story.comment('ann', 'said', 'two').like('bob', 'said').view('ann', 'two').view('visitor', 'two', 'LINK', false)
  story.repost('ann', 'two').follow('ann', 'bob').edit('one', 'PRIVATE')
  await stats.tell(story.events)
  const before = await numbers(stats)
  expect(before.platformStats).toMatchObject({ users: 2, posts: 1, likes: 3, views: 2 })

  const { code, output } = await command(stats.config, 'rebuild')
  expect({ code, output }).toMatchObject({
    code: 0,
    output: expect.stringContaining('the numbers are the same as before'),
  })
  await stats.drain()
  expect(await numbers(stats)).toEqual(before)

  const table = `${stats.config.CLICKHOUSE_DATABASE}.post_counts`
  const breaking = `INSERT INTO ${table} SELECT * REPLACE (if(likes > 0, likes_state + bitShiftLeft(toUInt128(1000), 64) + 41, likes_state) AS likes_state) FROM ${table} FINAL`
  const clickhouse = createClient({ url: stats.config.CLICKHOUSE_URL })
  await clickhouse.command({ query: breaking })
  await clickhouse.close()
  // What is kept stands until something is counted.
  await stats.tell(new ForumStory(new Date()).register('cem').events)
  const broken = await stats.ask(
    'query($of: [_Any!]!) { _entities(representations: $of) { ... on Post { stats { likes } } } }',
    {
      of: references(['two']),
    },
  )
  expect(broken.data).toEqual({ _entities: [{ stats: { likes: 43 } }] })

  // Nothing runs now: the command consumes by itself.
  await stats.stop()
  const mending = await command(stats.config, 'rebuild')
  expect(mending.output).toContain('After:  3 users, 1 posts')
  expect(mending).toMatchObject({
    code: 1,
    output: expect.stringMatching(/not the same as before: post_fingerprint/),
  })
}, 240_000)

test('views that Kafka no longer has stay counted in a rebuild', async () => {
  const stats = await runStats()
  const story = new ForumStory(new Date(Date.now() - 3_600_000)).register('ann').post('ann', 'one').post('ann', 'two')
  await stats.tell(story.view('bob', 'one').view('visitor', 'two', 'LINK', false).like('bob', 'one').events)
  expect((await numbers(stats)).platformStats).toMatchObject({ views: 2, likes: 1 })
  await stats.broker.expire('views')
  const told = story.events.length
  await stats.tell(story.view('cem', 'one').events.slice(told))
  const withAll = await numbers(stats)
  expect(withAll.platformStats).toMatchObject({ views: 3 })

  const { code, output } = await command(stats.config, 'rebuild')
  expect(output).toContain('Kafka no longer has the oldest views, so the views that are counted stay.')
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('the numbers are the same as') })
  await stats.drain()
  expect(await numbers(stats)).toEqual(withAll)
}, 120_000)

test('what cannot be processed is set aside, listed, and sent again', async () => {
  const stats = await runStats()
  const name = { userId: idOf('ann'), handle: 'ann', displayName: 'half a \ud83d pair', avatarUrl: null, version: 1 }
  const poison = profileUpdated(name, { time: new Date() })
  // Its schema refuses it where it is read.
  const malformed = { ...profileUpdated(name, { time: new Date() }), data: { userId: 'nobody' } }
  // @ts-expect-error it is no event of the catalogue
  await stats.tell([poison, malformed, ...new ForumStory(new Date()).register('ann').events])
  expect((await numbers(stats)).platformStats.users).toBe(1)

  const listed = await command(stats.config, 'dlq', 'list')
  expect(listed.output).toContain(`profile_updated ${poison.id}: poison: `)
  expect(listed.output).toContain(`profile_updated ${malformed.id}: malformed: `)
  expect(listed.output).toContain('2 dead letters wait.')

  const replayed = await command(stats.config, 'dlq', 'replay')
  expect(replayed).toEqual({ code: 0, output: 'Sent 2 dead letters to their topics again.\n' })
  await stats.drain()
  expect((await command(stats.config, 'dlq', 'list')).output).toContain('2 dead letters wait.')
}, 120_000)

const anywhere = {
  STATS_DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
  CLICKHOUSE_URL: 'http://127.0.0.1:1',
  KAFKA_BROKERS: ['127.0.0.1:1'],
  KAFKA_TOPIC_PREFIX: '',
}

test('what is wrong with a command is one line', async () => {
  const usage = await command(anywhere, 'dlq', 'everything')
  expect(usage).toEqual({ code: 64, output: 'Say what to do: npm run dlq -- list, or npm run dlq -- replay\n' })
  const variable = await command({ ...anywhere, KAFKA_BROKERS: ['nowhere'] }, 'rebuild')
  expect(variable).toEqual({ code: 78, output: expect.stringMatching(/^KAFKA_BROKERS: [^\n]*\n$/) })
  const store = await command(anywhere, 'rebuild')
  expect(store).toEqual({ code: 1, output: expect.stringMatching(/^STATS_DATABASE_URL: cannot reach [^\n]*\n$/) })
})
