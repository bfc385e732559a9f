import type { CatalogueEvent, ViewSource } from '@forum/events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ForumStory, idOf } from '../../../tests/story/forum-story.ts'
import { Reference } from '../../../tests/story/reference.ts'
import { openTestClickHouse, servicesAt } from '../../../tests/story/stores.ts'
import { type Buckets, readBuckets } from '../../calendar/buckets.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { periodOf } from '../rankings/window.ts'
import { processBatch } from './process-batch.ts'
import { emptyTables } from './tables.ts'

// Few, so that what happens often happens to the same ones again.
const people = ['ann', 'bob']
const posts = ['p1', 'p2']
const comments = ['c1', 'c2']
const asOf = new Date('2026-10-27T10:07:00.000Z')
const begin = new Date('2026-10-23T00:00:00.000Z').getTime()

// Around the night in which Berlin's clocks go back.
const days = readBuckets({ from: '2026-10-23', to: '2026-10-28', timezone: 'Europe/Berlin' }, 'DAY')
const hours = readBuckets({ from: '2026-10-24', to: '2026-10-26', timezone: 'Europe/Berlin' }, 'HOUR')
const weeks = readBuckets({ from: '2026-10-20', to: '2026-10-28', timezone: 'Asia/Kathmandu' }, 'WEEK')

const person = fc.constantFrom(...people)
const post = fc.constantFrom(...posts)
const comment = fc.constantFrom(...comments)
const thing = fc.oneof(post, comment)
const visibility = fc.constantFrom('PUBLIC' as const, 'PRIVATE' as const)
const source = fc.constantFrom<ViewSource[]>('FEED', 'SEARCH', 'LINK')

type Act = (story: ForumStory) => ForumStory
const likes = fc.tuple(person, thing).map(
  ([who, what]): Act =>
    (story) =>
      story.flipLike(who, what),
)
const reposts = fc.tuple(person, post).map(
  ([who, what]): Act =>
    (story) =>
      story.flipRepost(who, what),
)
const follows = fc.tuple(person, person).map(
  ([who, whom]): Act =>
    (story) =>
      story.flipFollow(who, whom),
)
const views = fc.tuple(person, post, source, fc.boolean()).map(
  ([who, what, from, member]): Act =>
    (story) =>
      story.view(who, what, from, member),
)
const edits = fc.tuple(post, visibility).map(
  ([what, seen]): Act =>
    (story) =>
      story.edit(what, seen),
)
const deletions = post.map(
  (what): Act =>
    (story) =>
      story.deletePost(what),
)
const restorations = post.map(
  (what): Act =>
    (story) =>
      story.restorePost(what),
)
const commentDeletions = comment.map(
  (what): Act =>
    (story) =>
      story.deleteComment(what),
)
const logins = person.map(
  (who): Act =>
    (story) =>
      story.login(who),
)
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: likes },
  { weight: 3, arbitrary: reposts },
  { weight: 3, arbitrary: follows },
  { weight: 3, arbitrary: views },
  { weight: 4, arbitrary: edits },
  { weight: 1, arbitrary: deletions },
  { weight: 2, arbitrary: restorations },
  { weight: 1, arbitrary: commentDeletions },
  { weight: 1, arbitrary: logins },
)

const log = fc
  .array(fc.tuple(acts, fc.integer({ min: 0, max: 4 * 24 * 60 })), { minLength: 45, maxLength: 65, size: 'max' })
  .map((told) => {
    const story = new ForumStory(new Date(begin))
    for (const name of people) story.register(name)
    story.post('ann', 'p1').comment('bob', 'c1', 'p1').post('bob', 'p2', 'PRIVATE').comment('ann', 'c2', 'p2')
    for (const [act, minutes] of told) act(story.at(new Date(begin + minutes * 60_000)))
    return story.events
  })

/** How the log is delivered: in which order, what twice, cut into which batches, of which two are worked off at once. */
const delivery = fc.record({
  order: fc.array(fc.nat(), { minLength: 100, maxLength: 100 }),
  repeated: fc.array(fc.nat(), { maxLength: 20 }),
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 }),
})

test('any order, repetition and overlap of a log gives the numbers of its distinct events', async () => {
  const { clickhouse } = await openTestClickHouse()
  await fc.assert(
    fc.asyncProperty(log, delivery, async (events, { order, repeated, sizes }) => {
      await emptyTables(clickhouse)
      const shuffled = events
        .map((event, index) => ({ event, place: order[index % order.length] ?? 0 }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ event }) => event)
      const again = repeated.flatMap((index) => events[index % events.length] ?? [])
      await deliver(clickhouse, [...shuffled, ...again], sizes)
      const expected = expectedNumbers(events)
      expect(await numbers(clickhouse)).toEqual(expected)

      await deliver(clickhouse, events, [1_000])
      expect(await numbers(clickhouse), 'after a replay').toEqual(expected)
    }),
    { numRuns: 3, seed: 20261122 },
  )
}, 240_000)

/** Two consumers, each taking the next batch when it has worked one off. */
async function deliver(clickhouse: ClickHouse, events: readonly CatalogueEvent[], sizes: readonly number[]) {
  const batches: CatalogueEvent[][] = []
  for (let from = 0; from < events.length; ) {
    const size = sizes[batches.length % sizes.length] ?? 1
    batches.push(events.slice(from, from + size))
    from += size
  }
  const consume = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await processBatch(clickhouse, batch)
  }
  await Promise.all([consume(), consume()])
}

const postMetrics = ['VIEWS', 'UNIQUE_VIEWERS', 'LIKES', 'COMMENTS', 'REPOSTS'] as const
const userMetrics = ['POSTS', 'COMMENTS', 'LIKES_RECEIVED', 'VIEWS_RECEIVED', 'FOLLOWERS'] as const
const windows = ['ALL', 'DAY'] as const

async function numbers(clickhouse: ClickHouse) {
  const services = servicesAt(clickhouse, asOf)
  const range = (buckets: Buckets) => ({ from: buckets.from, to: buckets.to, timezone: buckets.timezone })
  const repository = services.posts
  const [people1, platform, byHour, byWeek, userDays, postDays] = await Promise.all([
    services.users.stats(people.map(idOf)),
    services.platform.stats(),
    services.activity.activity({ ...range(hours), bucket: 'HOUR' }),
    services.activity.activity({ ...range(weeks), bucket: 'WEEK' }),
    services.users.days(people.map(idOf), range(days), asOf),
    repository.days(posts.map(idOf), range(days), asOf),
  ])
  const { asOf: _, ...platformNumbers } = platform
  return {
    posts: await Promise.all(posts.map((name) => rawPostStats(clickhouse, idOf(name)))),
    users: people.map((name) => without(people1.get(idOf(name)), 'userId', 'asOf')),
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

/** Of a post whatever its state: its author would see these. */
async function rawPostStats(clickhouse: ClickHouse, post: string) {
  const { postTotals, readTotals } = await import('./totals.ts')
  const [kept] = await clickhouse.query({
    sql: 'SELECT * FROM post_totals FINAL WHERE post_id = {post:UUID}',
    parameters: { post },
    row: postTotals.row,
  })
  const [fresh] = await readTotals(clickhouse, postTotals, { posts: [post] })
  expect(kept).toEqual(fresh)
  if (!kept) return { views: 0, uniqueViewers: 0, likes: 0, comments: 0, reposts: 0 }
  const { views, unique_viewers: uniqueViewers, likes, comments: written, reposts } = kept
  return { views, uniqueViewers, likes, comments: written, reposts }
}

function expectedNumbers(events: readonly CatalogueEvent[]): Awaited<ReturnType<typeof numbers>> {
  const reference = new Reference(events)
  return {
    posts: posts.map((name) => reference.postStats(idOf(name))),
    users: people.map((name) => reference.userStats(idOf(name))),
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
