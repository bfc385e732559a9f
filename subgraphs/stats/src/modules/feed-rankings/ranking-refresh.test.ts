import { type RankingPart, rankingRefreshed } from '@forum/events'
import { Outbox } from '@forum/outbox'
import { select, sql } from '@forum/postgres'
import { createLogger, createMetrics, uuidv7Ids } from '@forum/service-kit'
import { cleanUp, testDatabase } from '@forum/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ForumStory, idOf } from '../../../tests/story/forum-story.ts'
import { openTestClickHouse, servicesAt } from '../../../tests/story/stores.ts'
import { openDatabase } from '../../database.ts'
import { AsOfRepository } from '../as-of/as-of-repository.ts'
import { processBatch } from '../ingestion/process-batch.ts'
import { FeedRankings } from './feed-rankings.ts'
import { RankingMarks } from './ranking-marks.ts'
import { RankingRefresh } from './ranking-refresh.ts'

const begin = new Date('2026-11-20T00:00:00.000Z').getTime()
const hourMs = 3_600_000
const part = z.object({ data: rankingRefreshed.schema })

/** Replicas of Stats over one database, at a moment that the test moves. */
async function replicas() {
  const [{ clickhouse }, { url }] = [await openTestClickHouse(), await testDatabase('stats')]
  const story = new ForumStory(new Date(begin))
    .register('ann')
    .register('bob')
    .at(new Date(begin + 30 * hourMs))
  let now = begin + 40 * hourMs
  const open = () => {
    const logger = createLogger({ name: 'test', level: 'silent' })
    const database = openDatabase({ url, logger, metrics: createMetrics('test'), connections: 2 })
    cleanUp(() => database.close())
    return {
      database,
      marks: new RankingMarks(),
      outbox: new Outbox(),
      rankings: new FeedRankings(clickhouse, servicesAt(clickhouse, new Date()).rankings),
      clock: { now: () => new Date(now) },
      ids: uuidv7Ids,
    }
  }
  const deps = open()
  const watermarks = new AsOfRepository(deps.database)
  await watermarks.advance(new Date(now))
  const told = async (): Promise<RankingPart[]> => {
    const rows = await select(deps.database.sql, part, sql`SELECT data FROM outbox ORDER BY seq`)
    return rows.map(({ data }) => data)
  }
  return {
    deps,
    watermarks,
    one: new RankingRefresh(deps),
    other: new RankingRefresh(open()),
    told,
    asOf: () => new Date(now),
    later: (ms: number) => {
      now += ms
    },
    happens: (tell: (story: ForumStory) => ForumStory) => processBatch(clickhouse, tell(story).events),
  }
}

const shape = (parts: readonly RankingPart[]) =>
  parts.map(({ part: number, parts: all, posts }) => [number, all, posts.length])

test('a ranking is told in parts of 250, again when it changed, and not more often than once a minute', async () => {
  const { one, told, asOf, later, happens } = await replicas()
  await happens((story) => {
    for (let index = 0; index < 251; index += 1) story.post('ann', `p${index}`).like('bob', `p${index}`)
    return story
  })
  expect(await one.refresh('HOT', asOf())).toBe(true)
  const first = await told()
  expect(shape(first)).toEqual([
    [1, 2, 250],
    [2, 2, 1],
  ])
  expect(new Set(first.map(({ snapshot }) => snapshot)).size).toBe(1)

  later(59_000)
  await happens((story) => story.unlike('bob', 'p0'))
  expect(await one.refresh('HOT', asOf())).toBe(false)
  later(1_000)
  expect(await one.refresh('HOT', asOf())).toBe(true)
  const second = (await told()).slice(2)
  expect(shape(second)).toEqual([[1, 1, 250]])
  expect(second[0]?.posts.map(({ postId }) => postId)).not.toContain(idOf('p0'))
  expect(second[0]?.snapshot).not.toBe(first[0]?.snapshot)

  later(60_000)
  expect(await one.refresh('HOT', asOf())).toBe(true)
  expect((await told()).length).toBe(3)
})

test('two replicas at once, and one that was started anew, tell it once', async () => {
  const { one, other, told, asOf, later } = await replicas()
  await Promise.all([one, other, one, other].map((replica) => replica.refresh('TOP_ALL', asOf())))
  expect(shape(await told())).toEqual([[1, 1, 0]])
  later(120_000)
  await Promise.all([other.refresh('TOP_ALL', asOf()), one.refresh('TOP_ALL', asOf())])
  expect((await told()).length).toBe(1)
})

test('a ranking that stays is confirmed after four minutes of silence, by one of them', async () => {
  const { one, other, told, asOf, later } = await replicas()
  await one.confirm('HOT', asOf())
  expect(await told()).toEqual([]) // there is nothing to confirm
  await one.refresh('HOT', asOf())
  later(239_000)
  await one.confirm('HOT', asOf())
  expect((await told()).length).toBe(1)
  later(1_000)
  await Promise.all([one.confirm('HOT', asOf()), other.confirm('HOT', asOf())])
  const [first, second, ...more] = await told()
  expect(more).toEqual([])
  expect(second).toEqual({ ...first, part: 0, asOf: asOf().toISOString(), posts: [] })
  later(240_000)
  await other.refresh('HOT', asOf())
  expect((await told()).map(({ part: number }) => number)).toEqual([1, 0, 0])
})

test('nothing is told of numbers that are being built, and nothing is left of what failed', async () => {
  const { deps, watermarks, one, told, asOf } = await replicas()
  await watermarks.clear()
  expect(await one.refresh('HOT', asOf())).toBe(false)
  await watermarks.advance(asOf())
  // Postgres goes after the parts are in the outbox and before it is marked that they are.
  await deps.database.sql.$executeRaw`ALTER TABLE ranking_marks ADD CONSTRAINT untold CHECK (snapshot IS NULL)`
  await expect(one.refresh('HOT', asOf())).rejects.toThrow(/untold/)
  expect(await told()).toEqual([])
  await deps.database.sql.$executeRaw`ALTER TABLE ranking_marks DROP CONSTRAINT untold`
  expect(await one.refresh('HOT', asOf())).toBe(true)
  expect(shape(await told())).toEqual([[1, 1, 0]])
})
