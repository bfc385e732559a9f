import { asSeeded, type CatalogueEvent, milestoneReached } from '@forum/events'
import { Outbox } from '@forum/outbox'
import { select, sql } from '@forum/postgres'
import { createLogger, createMetrics } from '@forum/service-kit'
import { cleanUp, testDatabase } from '@forum/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ForumStory, idOf } from '../../../tests/story/forum-story.ts'
import { batchesOf, shuffled } from '../../../tests/story/generated-story.ts'
import { openTestClickHouse } from '../../../tests/story/stores.ts'
import { openDatabase } from '../../database.ts'
import { countPeople, countPosts, processBatch } from '../ingestion/process-batch.ts'
import { emptyTables } from '../ingestion/tables.ts'
import { MilestoneCounts } from './milestone-counts.ts'
import { levelsBetween } from './milestone-levels.ts'
import { MilestoneRepository } from './milestone-repository.ts'
import { MilestoneService } from './milestone-service.ts'

const begin = new Date('2026-11-20T00:00:00.000Z')
const people = Array.from({ length: 120 }, (_, index) => `p${index}`)
const told = z.object({ id: z.string(), data: milestoneReached.schema })

async function world() {
  const [{ clickhouse }, { url }] = [await openTestClickHouse(), await testDatabase('stats')]
  const logger = createLogger({ name: 'test', level: 'silent' })
  const database = openDatabase({ url, logger, metrics: createMetrics('test'), connections: 4 })
  cleanUp(() => database.close())
  const counts = new MilestoneCounts(clickhouse)
  const clock = { now: () => begin }
  const milestones = new MilestoneService({
    ...{ database, counts, clock },
    milestones: new MilestoneRepository(),
    outbox: new Outbox(),
  })
  /** As the consumer does. */
  const consume = async (events: readonly CatalogueEvent[]) => {
    await countPosts(clickhouse, events)
    await countPeople(clickhouse, events)
    await milestones.counted(events)
  }
  const reached = async () => {
    const rows = await select(database.sql, told, sql`SELECT id, data FROM outbox ORDER BY seq`)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    return rows
      .map(({ data: { userId, postId, metric, value } }) => [userId, postId, metric, value].join(' '))
      .toSorted()
  }
  return { clickhouse, database, milestones, consume, reached }
}

const milestone = (who: string, post: string | null, metric: string, value: number) =>
  [idOf(who), post && idOf(post), metric, value].join(' ')

/** Everybody likes, views and follows. */
function popular(story: ForumStory, fans: readonly string[]): ForumStory {
  story.register('ann').post('ann', 'one').post('ann', 'hidden', 'PRIVATE')
  for (const fan of fans) {
    for (const post of ['one', 'hidden']) story.like(fan, post).view(fan, post)
    story.follow(fan, 'ann')
  }
  return story
}

const ofAll = [
  milestone('ann', 'one', 'LIKES', 10),
  milestone('ann', 'one', 'LIKES', 100),
  milestone('ann', 'one', 'VIEWS', 100),
  milestone('ann', null, 'FOLLOWERS', 10),
  milestone('ann', null, 'FOLLOWERS', 100),
].toSorted()

test('the levels', () => {
  expect([9, 10, 99, 1_234].map((number) => levelsBetween('LIKES', 0, number))).toEqual([
    [],
    [10],
    [10],
    [10, 100, 1_000],
  ])
  expect(levelsBetween('VIEWS', 0, 1_000)).toEqual([100, 1_000])
  expect(levelsBetween('FOLLOWERS', 10, 100)).toEqual([100])
})

test('in any order and with any repetition each is told once, of what is public', async () => {
  const { events } = popular(new ForumStory(begin), people)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
      fc.array(fc.integer({ min: 30, max: 300 }), { minLength: 1, maxLength: 3 }),
      async (order, sizes) => {
        const { consume, reached } = await world()
        const delivered = [...shuffled(events, order), ...events.slice(0, 40)]
        for (const batch of batchesOf(delivered, sizes)) await consume(batch)
        expect(await reached()).toEqual(ofAll)
        await Promise.all([consume(events.slice(0, 300)), consume(events)])
        expect(await reached()).toEqual(ofAll)
      },
    ),
    { numRuns: 2, endOnFailure: true },
  )
}, 120_000)

test('what is taken back and given again is told once, and what turns public is told then', async () => {
  const { consume, reached } = await world()
  const story = popular(new ForumStory(begin), people.slice(0, 9))
  await consume(story.events)
  expect(await reached()).toEqual([])
  const from = story.events.length
  story.like('p9', 'one').unlike('p9', 'one').like('p9', 'one')
  for (const event of story.events.slice(from)) await consume([event])
  expect(await reached()).toEqual([milestone('ann', 'one', 'LIKES', 10)])
  story.like('p9', 'hidden')
  await consume(story.events.slice(-1))
  expect(await reached()).toHaveLength(1)
  story.edit('hidden', 'PUBLIC')
  await consume(story.events.slice(-1))
  expect(await reached()).toEqual(
    [milestone('ann', 'one', 'LIKES', 10), milestone('ann', 'hidden', 'LIKES', 10)].toSorted(),
  )
})

test('nothing is told of what was seeded, nor of what was there before, and what comes after it is', async () => {
  const { clickhouse, milestones, consume, reached } = await world()
  const old = popular(new ForumStory(begin), people.slice(0, 20))
  await processBatch(clickhouse, old.events)
  await milestones.catchUp()
  const seeded = new ForumStory(begin).register('bob').post('bob', 'two')
  for (const fan of people.slice(0, 12)) seeded.like(fan, 'two').follow(fan, 'bob')
  await consume(seeded.events.map(asSeeded))
  expect(await reached()).toEqual([])
  for (const [story, thing] of [
    [old, 'one'],
    [seeded, 'two'],
  ] as const) {
    const from = story.events.length
    for (const fan of people.slice(20)) story.like(fan, thing)
    await consume(story.events.slice(from))
  }
  expect(await reached()).toEqual(
    [milestone('ann', 'one', 'LIKES', 100), milestone('bob', 'two', 'LIKES', 100)].toSorted(),
  )
})

test('a replay into empty tables tells nothing again, and neither does a catch-up that comes late', async () => {
  const { clickhouse, database, milestones, consume, reached } = await world()
  await milestones.catchUp()
  const { events } = popular(new ForumStory(begin), people)
  await consume(events)
  expect(await reached()).toEqual(ofAll)
  await database.sql.$executeRaw`DELETE FROM outbox` // they were sent
  await emptyTables(clickhouse)
  for (const batch of batchesOf(events, [50])) await consume(batch)
  await milestones.catchUp()
  expect(await reached()).toEqual([])
})
