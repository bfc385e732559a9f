import type { CatalogueEvent } from '@forum/events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOf } from '../../../tests/story/forum-story.ts'
import { batchesOf, log, people, posts, shuffled } from '../../../tests/story/generated-story.ts'
import { countedLate, freshTotals, keptPosts, keptTotals, type PostRow } from '../../../tests/story/kept-totals.ts'
import { Reference } from '../../../tests/story/reference.ts'
import { openTestClickHouse, servicesAt } from '../../../tests/story/stores.ts'
import { type Buckets, readBuckets } from '../../calendar/buckets.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { periodOf } from '../rankings/window.ts'
import { countPeople, countPosts, processBatch } from './process-batch.ts'
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
  const [{ clickhouse }, { clickhouse: other }] = [await openTestClickHouse(), await openTestClickHouse()]
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
      for (const write of [...early, ...later].toReversed()) await write()
      expect(await keptTotals(clickhouse), 'after late writers').toEqual(await freshTotals(other, events))
      await deliver(clickhouse, events, [1_000])
      expect(await numbers(clickhouse), 'after a replay').toEqual(expected)
    }),
    { numRuns: 3, endOnFailure: true },
  )
}, 240_000)

test('after each batch the kept totals of everybody are those that all events at once give', async () => {
  const [{ clickhouse }, { clickhouse: other }] = [await openTestClickHouse(), await openTestClickHouse()]
  await fc.assert(
    fc.asyncProperty(log, delivery, async (events, { order, sizes }) => {
      await emptyTables(clickhouse)
      const told: CatalogueEvent[] = []
      for (const batch of batchesOf(shuffled(events, order), sizes)) {
        await processBatch(clickhouse, batch)
        told.push(...batch)
        const what = batch.map(({ type }) => type).join()
        expect(await keptTotals(clickhouse), what).toEqual(await freshTotals(other, told))
      }
    }),
    { numRuns: 3, endOnFailure: true },
  )
}, 300_000)

/** Two consumers, each taking the next batch when it has worked one off. Answers what a third one read now and then, to write it late. */
async function deliver(clickhouse: ClickHouse, events: readonly CatalogueEvent[], sizes: readonly number[]) {
  const batches = batchesOf(events, sizes)
  const late: (() => Promise<void>)[] = []
  const consume = async () => {
    // People are counted once for several batches, and at last.
    const counted: CatalogueEvent[] = []
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      await countPosts(clickhouse, batch)
      counted.push(...batch)
      if (batches.length % 3 === 0) await countPeople(clickhouse, counted.splice(0))
      if (batches.length % 4 === 0) late.push(await countedLate(clickhouse))
    }
    await countPeople(clickhouse, counted)
  }
  await Promise.all([consume(), consume()])
  return late
}

/** What a page shows of each post and person. */
async function totals(clickhouse: ClickHouse) {
  const services = servicesAt(clickhouse, asOf)
  const [ofPeople, kept] = await Promise.all([services.users.stats(people.map(idOf)), keptPosts(clickhouse)])
  return {
    posts: posts.map((name) => postStats(kept.find((row) => row.post_id === idOf(name)))),
    users: people.map((name) => without(ofPeople.get(idOf(name)), 'userId', 'asOf')),
  }
}

/** Of a post whatever its state: its author would see these. */
function postStats(row: PostRow | undefined) {
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
