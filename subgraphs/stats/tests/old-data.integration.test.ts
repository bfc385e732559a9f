import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEvent } from '@forum/events'
import { cleanUp, oldClickHouse, oldDatabase, oldFile, oldForum, oldRecords } from '@forum/testing'
import { expect, test } from 'vitest'
import { type RunningStats, runStats } from './running-stats.ts'

// What measured-2026-11 left in Stats' Postgres, in ClickHouse and in Kafka, under today's migrations and today's Stats.

const { numbers, exported } = oldForum

const everything = `query ($of: [_Any!]!) {
  _entities(representations: $of) {
    ... on Post { stats { views uniqueViewers likes comments reposts } }
    ... on User { stats { posts comments likesGiven likesReceived viewsReceived followers } }
  }
  platformStats { users posts comments likes reposts views }
}`

/** As the gateway asks for them, as ann, who has a private post. */
async function numbersOf(stats: RunningStats) {
  const posts = Object.entries(numbers.posts)
  const people = Object.keys(numbers.users)
  const { data, errors } = await stats.ask<{ _entities: { stats: unknown }[]; platformStats: unknown }>(
    everything,
    {
      of: [
        ...posts.map(([ref, { visibility }]) => ({ __typename: 'Post', ref, visibility })),
        ...people.map((id) => ({ __typename: 'User', id })),
      ],
    },
    'old ann',
  )
  expect(errors).toBeUndefined()
  return { entities: data._entities.map(({ stats }) => stats), platform: data.platformStats }
}

const expected = {
  entities: [...Object.values(numbers.posts).map((post) => post.numbers), ...Object.values(numbers.users)],
  platform: numbers.platform,
}

test('every number and export lives on in the migrated stores', async () => {
  const [database, clickhouse] = await Promise.all([oldDatabase('stats'), oldClickHouse()])
  const before = await database.rows()
  await database.migrate()
  expect(await database.rows(before)).toEqual(before)
  const exports = await mkdtemp(join(tmpdir(), 'forum-old-exports-'))
  cleanUp(() => rm(exports, { recursive: true }))
  await cp(oldFile('export.ndjson'), join(exports, `${exported.id}-1.ndjson`))

  const stats = await runStats({
    STATS_DATABASE_URL: database.url,
    CLICKHOUSE_DATABASE: clickhouse.database,
    EXPORTS_DIR: exports,
  })
  await stats.drain()
  expect(await numbersOf(stats)).toEqual(expected)

  const document = 'query ($id: ID!) { export(id: $id) { status sha256 url } }'
  const { data } = await stats.ask<{ export: { url: string } }>(document, exported, 'old admin')
  expect(data.export).toMatchObject({ status: 'READY', sha256: exported.sha256 })
  const { pathname, search } = new URL(data.export.url)
  const file = await (await stats.get(pathname + search)).text()
  expect(createHash('sha256').update(file).digest('hex')).toBe(exported.sha256)
  expect(file).toBe(await readFile(oldFile('export.ndjson'), 'utf8'))
})

test('today’s consumers come to the same numbers from the old records', async () => {
  const records = oldRecords()
  expect(records.length).toBeGreaterThan(30)
  for (const record of records) expect(parseEvent(record), JSON.stringify(record)).toMatchObject({ ok: true })
  const stats = await runStats()
  await stats.broker.put(records)
  await stats.drain()
  expect(await numbersOf(stats)).toEqual(expected)
})

test('the old records again, after the old rows, change nothing', async () => {
  const [database, clickhouse] = await Promise.all([oldDatabase('stats'), oldClickHouse()])
  await database.migrate()
  const stats = await runStats({ STATS_DATABASE_URL: database.url, CLICKHOUSE_DATABASE: clickhouse.database })
  await stats.broker.put(oldRecords())
  await stats.drain()
  expect(await numbersOf(stats)).toEqual(expected)
})
