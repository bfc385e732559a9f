import type { CatalogueEvent } from '@forum/events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOf } from '../../../tests/story/forum-story.ts'
import { batchesOf, log, people, posts, shuffled } from '../../../tests/story/generated-story.ts'
import { comparable, freshTotals, keptTotals, type StoryTotals, writeLate } from '../../../tests/story/kept-totals.ts'
import { Reference } from '../../../tests/story/reference.ts'
import { openTestClickHouse, servicesAt } from '../../../tests/story/stores.ts'
import { type Buckets, readBuckets } from '../../calendar/buckets.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { periodOf } from '../rankings/window.ts'
import { processBatch } from './process-batch.ts'
import { emptyTables } from './tables.ts'

const asOf = new Date('2026-10-27T10:07:00.000Z')

// Around the night in which Berlin's clocks go back.
const days = readBuckets({ from: '2026-10-23', to: '2026-10-28', timezone: 'Europe/Berlin' }, 'DAY')
const hours = readBuckets({ from: '2026-10-24', to: '2026-10-26', timezone: 'Europe/Berlin' }, 'HOUR')
const weeks = readBuckets({ from: '2026-10-20', to: '2026-10-28', timezone: 'Asia/Kathmandu' }, 'WEEK')

/** How the log is delivered: in which order, what twice, cut into which batches, of which two are processed at once. */
const delivery = fc.record({
  order: fc.array(fc.nat(), { minLength: 100, maxLength: 100 }),
  repeated: fc.array(fc.nat(), { maxLength: 10 }),
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 }),
  /** How much has come when somebody looks for the first time. */
  share: fc.double({ min: 0.3, max: 0.9, noNaN: true }),
})

test('any order, repetition and overlap of a log gives the numbers of its distinct events', async () => {
  const { clickhouse } = await openTestClickHouse()
  await fc.assert(
    fc.asyncProperty(log, delivery, async (events, { order, repeated, sizes, share }) => {
      await emptyTables(clickhouse)
      const again = repeated.flatMap((index) => events[index % events.length] ?? [])
      const delivered = [...shuffled(events, order), ...again]
      const cut = Math.ceil(delivered.length * share)

      const early = await deliver(clickhouse, delivered.slice(0, cut), sizes)
      expect(await totals(clickhouse), 'of what has come so far').toEqual(expectedTotals(delivered.slice(0, cut)))
      const later = await deliver(clickhouse, delivered.slice(cut), sizes)
      const expected = expectedNumbers(events)
      expect(await numbers(clickhouse)).toEqual(expected)

      // Consumers that read the totals long ago write them at last, the oldest last of all.
      for (const late of [...early, ...later].toReversed()) await writeLate(clickhouse, late)
      expect(comparable(await keptTotals(clickhouse)), 'after late writers').toEqual(
        comparable(await freshTotals(clickhouse)),
      )
      await deliver(clickhouse, events, [1_000])
      expect(await numbers(clickhouse), 'after a replay').toEqual(expected)
    }),
    { numRuns: 3, endOnFailure: true },
  )
}, 240_000)

test('after each batch the kept totals of everybody are those that computing them anew gives', async () => {
  const { clickhouse } = await openTestClickHouse()
  await fc.assert(
    fc.asyncProperty(log, delivery, async (events, { order, sizes }) => {
      await emptyTables(clickhouse)
      for (const batch of batchesOf(shuffled(events, order), sizes)) {
        await processBatch(clickhouse, batch)
        expect(comparable(await keptTotals(clickhouse)), batch.map(({ type }) => type).join()).toEqual(
          comparable(await freshTotals(clickhouse)),
        )
      }
    }),
    { numRuns: 3, endOnFailure: true },
  )
}, 300_000)

/** Two consumers, each taking the next batch when it has worked one off. Answers what a third one read now and then, to write it late. */
async function deliver(clickhouse: ClickHouse, events: readonly CatalogueEvent[], sizes: readonly number[]) {
  const batches = batchesOf(events, sizes)
  const late: StoryTotals[] = []
  const consume = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      await processBatch(clickhouse, batch)
      if (batches.length % 4 === 0) late.push(await freshTotals(clickhouse))
    }
  }
  await Promise.all([consume(), consume()])
  return late
}

/** What a page shows of each post and person. */
async function totals(clickhouse: ClickHouse) {
  const services = servicesAt(clickhouse, asOf)
  const [ofPeople, kept] = await Promise.all([services.users.stats(people.map(idOf)), keptTotals(clickhouse)])
  return {
    posts: posts.map((name) => postStats(kept.posts.find((row) => row.post_id === idOf(name)))),
    users: people.map((name) => without(ofPeople.get(idOf(name)), 'userId', 'asOf')),
  }
}

/** Of a post whatever its state: its author would see these. */
function postStats(row: StoryTotals['posts'][number] | undefined) {
  if (!row) return { views: 0, uniqueViewers: 0, likes: 0, comments: 0, reposts: 0 }
  const { views, unique_viewers: uniqueViewers, likes, comments, reposts } = row
  return { views, uniqueViewers, likes, comments, reposts }
}

function expectedTotals(events: readonly CatalogueEvent[]): Awaited<ReturnType<typeof totals>> {
  const reference = new Reference(events)
  return {
    posts: posts.map((name) => reference.postStats(idOf(name))),
    users: people.map((name) => reference.userStats(idOf(name))),
  }
}

const postMetrics = ['VIEWS', 'UNIQUE_VIEWERS', 'LIKES', 'COMMENTS', 'REPOSTS'] as const
const userMetrics = ['POSTS', 'COMMENTS', 'LIKES_RECEIVED', 'VIEWS_RECEIVED', 'FOLLOWERS'] as const
const windows = ['ALL', 'DAY'] as const

async function numbers(clickhouse: ClickHouse) {
  const services = servicesAt(clickhouse, asOf)
  const range = (buckets: Buckets) => ({ from: buckets.from, to: buckets.to, timezone: buckets.timezone })
  const repository = services.posts
  const [kept, platform, byHour, byWeek, userDays, postDays] = await Promise.all([
    totals(clickhouse),
    services.platform.stats(),
    services.activity.activity({ ...range(hours), bucket: 'HOUR' }),
    services.activity.activity({ ...range(weeks), bucket: 'WEEK' }),
    services.users.days(people.map(idOf), range(days), asOf),
    repository.days(posts.map(idOf), range(days), asOf),
  ])
  const { asOf: _, ...platformNumbers } = platform
  return {
    ...kept,
    platform: platformNumbers,
    byHour: byHour.points.map((point) => without(point, 'at', 'complete')),
    byWeek: byWeek.points.map((point) => without(point, 'at', 'complete')),
    userDays: people.map((name) => userDays.get(idOf(name))?.map((day) => without(day, 'date', 'complete'))),
    postDays: posts.map((name) => postDays.get(idOf(name))?.map((day) => without(day, 'date', 'complete'))),
    topPosts: await Promise.all(
      postMetrics.flatMap((by) =>
        windows.map(async (window) => (await services.rankings.topPosts(by, { window, first: 100 })).items),
      ),
    ),
    topUsers: await Promise.all(
      userMetrics.flatMap((by) =>
        windows.map(async (window) => (await services.rankings.topUsers(by, { window, first: 100 })).items),
      ),
    ),
  }
}

function expectedNumbers(events: readonly CatalogueEvent[]): Awaited<ReturnType<typeof numbers>> {
  const reference = new Reference(events)
  return {
    ...expectedTotals(events),
    platform: reference.platform(asOf),
    byHour: reference.activity(hours),
    byWeek: reference.activity(weeks),
    userDays: people.map((name) => reference.userDays(idOf(name), days)),
    postDays: posts.map((name) => reference.postDays(idOf(name), days)),
    topPosts: postMetrics.flatMap((by) => windows.map((window) => reference.topPosts(by, periodOf(window, asOf)))),
    topUsers: userMetrics.flatMap((by) => windows.map((window) => reference.topUsers(by, periodOf(window, asOf)))),
  }
}

function without<Value extends object, Key extends keyof Value>(
  value: Value | undefined,
  ...keys: Key[]
): Omit<Value, Key> {
  const copy = { ...value } as Value // a test would show what is missing
  for (const key of keys) delete copy[key]
  return copy
}
