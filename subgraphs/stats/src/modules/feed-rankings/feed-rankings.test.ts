import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ForumStory, idOf } from '../../../tests/story/forum-story.ts'
import { batchesOf, log, shuffled } from '../../../tests/story/generated-story.ts'
import { Reference } from '../../../tests/story/reference.ts'
import { openTestClickHouse, servicesAt } from '../../../tests/story/stores.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { processBatch } from '../ingestion/process-batch.ts'
import { emptyTables } from '../ingestion/tables.ts'
import { FeedRankings } from './feed-rankings.ts'

const open = (clickhouse: ClickHouse) => new FeedRankings(clickhouse, servicesAt(clickhouse, new Date()).rankings)
const hourMs = 3_600_000
const begin = new Date('2026-10-23T00:00:00.000Z').getTime()

/** From when the accounts are new to when everything is long ago. */
const moment = fc.integer({ min: 20, max: 34 * 24 }).map((hours) => new Date(begin + hours * hourMs + 1))

/** Random logs may rank next to nothing: one that ranks much is always among them. */
const rich = fc.sample(log, { numRuns: 50, seed: 1 }).reduce((most, each) => (each.length > most.length ? each : most))
const moments = [30, 75, 120].map((hours) => new Date(begin + hours * hourMs + 1))

test('any order and repetition of a log gives the ranking of its distinct events', async () => {
  const { clickhouse } = await openTestClickHouse()
  const rankings = open(clickhouse)
  let ranked = 0
  await fc.assert(
    fc.asyncProperty(
      log,
      fc.array(fc.nat(), { minLength: 100, maxLength: 100 }),
      fc.array(moment, { minLength: 3, maxLength: 3 }),
      async (events, order, moments) => {
        await emptyTables(clickhouse)
        const delivered = [...shuffled(events, order), ...events.slice(0, 10)]
        for (const batch of batchesOf(delivered, [7, 20])) await processBatch(clickhouse, batch)
        const reference = new Reference(events)
        for (const at of [...moments, new Date(begin + 4 * 24 * hourMs), new Date(begin + 50 * hourMs)]) {
          const hot = await rankings.read('HOT', at)
          expect(hot).toEqual(reference.hot(at).map((each) => ({ ...each, score: expect.any(Number) })))
          expect(hot.map(({ score }) => score)).toEqual(hot.map(({ score }) => score).toSorted((a, b) => b - a))
          ranked += hot.length
          const week = { from: new Date(at.getTime() - 7 * 24 * hourMs), to: at }
          expect((await rankings.read('TOP_WEEK', at)).map(({ postId, likes }) => [postId, likes])).toEqual(
            reference.topPosts('LIKES', week).map(({ id, value }) => [id, value]),
          )
        }
      },
    ),
    { numRuns: 6, endOnFailure: true, examples: [[rich, rich.map((_, index) => index * 7), moments]] },
  )
  expect(ranked).toBeGreaterThan(0)
}, 240_000)

test('a score of a post to which nothing happens stays, so scores of snapshots compare', async () => {
  const { clickhouse } = await openTestClickHouse()
  const story = new ForumStory(new Date(begin)).register('ann').register('bob').register('cem')
  story
    .at(new Date(begin + 30 * hourMs))
    .post('ann', 'p1')
    .comment('bob', 'c1', 'p1')
    .repost('bob', 'p1')
  story
    .at(new Date(begin + 38 * hourMs))
    .post('ann', 'p2')
    .like('bob', 'p2')
    .like('cem', 'p2')
  await processBatch(clickhouse, story.events)
  const at = (hours: number) => open(clickhouse).read('HOT', new Date(begin + hours * hourMs))
  const [early, late] = [await at(40), await at(70)]
  expect(late).toEqual(early)
  // 5 points eight hours older are worth two and a half.
  expect(early.map(({ postId }) => postId)).toEqual([idOf('p1'), idOf('p2')])
  expect(early[0]?.score).toBeGreaterThan(early[1]?.score ?? 0)
  // Of p1 two days have passed first.
  expect((await at(79)).map(({ postId }) => postId)).toEqual([idOf('p2')])
})

test('of equal scores the lower id is first', async () => {
  const { clickhouse } = await openTestClickHouse()
  const names = Array.from({ length: 9 }, (_, index) => `p${index}`)
  const story = new ForumStory(new Date(begin)).register('ann').register('bob')
  story.at(new Date(begin + 30 * hourMs))
  for (const name of names) story.post('ann', name).like('bob', name)
  // Twice as much and eight hours older is the same.
  story.at(new Date(begin + 22 * hourMs)).post('ann', 'old')
  story.at(new Date(begin + 31 * hourMs)).comment('bob', 'c', 'old')
  await processBatch(clickhouse, story.events)
  const hot = await open(clickhouse).read('HOT', new Date(begin + 40 * hourMs))
  expect(hot.map(({ postId }) => postId)).toEqual([...names, 'old'].map(idOf).toSorted())
})
