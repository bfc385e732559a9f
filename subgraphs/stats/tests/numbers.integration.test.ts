import { operationCompleted } from '@forum/events'
import { beforeAll, expect, test } from 'vitest'
import { type RunningStats, references, runStats } from './running-stats.ts'
import { ForumStory, idOf } from './story/forum-story.ts'

let stats: RunningStats

const minute = 60_000
const now = new Date()
const hourAgo = new Date(now.getTime() - 60 * minute)

beforeAll(async () => {
  stats = await runStats()
  const story = new ForumStory(hourAgo).register('ann').register('bob').register('cem')
  story.post('ann', 'public').post('ann', 'hidden').post('ann', 'gone')
  story.like('bob', 'public').like('cem', 'public').like('bob', 'hidden').like('bob', 'gone')
  story.comment('bob', 'said', 'public').like('ann', 'said').comment('bob', 'said there', 'hidden')
  story.view('bob', 'public').view('cem', 'public').view('visitor', 'public', 'LINK', false).view('bob', 'hidden')
  story.repost('cem', 'public').follow('bob', 'ann').follow('cem', 'ann')
  story.edit('hidden', 'PRIVATE').deletePost('gone')
  const requests = [10, 20, 30].map((durationMs) =>
    operationCompleted({ name: 'Feed', client: 'web', durationMs, outcome: 'ok', code: null }, { time: hourAgo }),
  )
  const failed = { name: 'other', client: 'unknown', durationMs: 5, outcome: 'error', code: 'BAD_REQUEST' } as const
  await stats.tell([...story.events, ...requests, operationCompleted(failed, { time: hourAgo })])
})

const entities =
  'query($of: [_Any!]!) { _entities(representations: $of) { ... on Post { stats { views uniqueViewers likes comments reposts asOf } } } }'
type Entities<Stats> = { _entities: [{ stats: Stats }] }
const postNumbers = { views: 3, uniqueViewers: 3, likes: 2, comments: 1, reposts: 1 }

test('everybody sees the numbers of a public post', async () => {
  const { data, errors } = await stats.ask(entities, { of: references(['public']) })
  expect(errors).toBeUndefined()
  expect(data).toEqual({ _entities: [{ stats: { ...postNumbers, asOf: expect.stringMatching(/Z$/) } }] })
})

test('the author sees the numbers of their own private post, with what was done before it was hidden', async () => {
  const { data } = await stats.ask(entities, { of: references(['hidden'], 'PRIVATE') }, 'ann')
  expect(data).toMatchObject({ _entities: [{ stats: { views: 1, likes: 1, comments: 1, reposts: 0 } }] })
})

test.each([
  ['bob', 'PRIVATE'],
  ['bob', 'PUBLIC'],
  ['admin', 'PUBLIC'],
  [undefined, 'PUBLIC'],
] as const)(
  'another’s private post has no numbers for %s, whatever visibility is claimed (%s)',
  async (viewer, visibility) => {
    const { data, errors } = await stats.ask(entities, { of: references(['hidden'], visibility) }, viewer)
    expect({ data, errors }).toEqual({ data: { _entities: [{ stats: null }] }, errors: undefined })
  },
)

test('a deleted post has no numbers, for its author neither', async () => {
  const { data } = await stats.ask(entities, { of: references(['gone']) }, 'ann')
  expect(data).toEqual({ _entities: [{ stats: null }] })
})

test('without the visibility that Posts gives there are no numbers', async () => {
  const { data, errors } = await stats.ask(entities, { of: [{ __typename: 'Post', ref: idOf('public') }] })
  expect({ data, errors }).toEqual({ data: { _entities: [{ stats: null }] }, errors: undefined })
})

test('a post that Stats has not heard of yet has zeros', async () => {
  const { data } = await stats.ask(entities, { of: references(['just written']) })
  expect(data).toMatchObject({ _entities: [{ stats: { views: 0, likes: 0 } }] })
})

test('a page of posts is one query in ClickHouse, for 20 as for 100', async () => {
  const queries = async () => {
    const metric = await stats.metrics.getSingleMetric('forum_clickhouse_queries_total')?.get()
    return metric?.values.find(({ labels }) => labels.kind === 'query')?.value ?? 0
  }
  for (const size of [20, 100]) {
    const before = await queries()
    const posts = Array.from({ length: size }, (_, index) => `post ${index}`)
    const { data } = await stats.ask<Entities<unknown>>(entities, { of: references(posts) })
    expect(data._entities).toHaveLength(size)
    expect((await queries()) - before).toBe(1)
  }
})

test('a person’s public numbers are the same for everybody, themselves included', async () => {
  const query =
    'query($of: [_Any!]!) { _entities(representations: $of) { ... on User { id stats { posts comments likesGiven likesReceived viewsReceived followers } } } }'
  const of = ['ann', 'bob', 'nobody'].map((name) => ({ __typename: 'User', id: idOf(name) }))
  const expected = [
    { posts: 1, comments: 0, likesGiven: 1, likesReceived: 2, viewsReceived: 3, followers: 2 },
    { posts: 0, comments: 1, likesGiven: 1, likesReceived: 1, viewsReceived: 0, followers: 0 },
    { posts: 0, comments: 0, likesGiven: 0, likesReceived: 0, viewsReceived: 0, followers: 0 },
  ]
  for (const viewer of ['ann', 'bob', undefined]) {
    const { data } = await stats.ask<Entities<object>>(query, { of }, viewer)
    expect(data._entities.map((user) => user.stats)).toEqual(expected)
  }
})

test('the days of a post sum to its totals', async () => {
  const query = `query($of: [_Any!]!, $from: Date!, $to: Date!) {
    _entities(representations: $of) { ... on Post { stats { daily(from: $from, to: $to, timezone: "Europe/Berlin") { date views likes comments reposts complete } } } } }`
  const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10)
  const period = { from: day(-3), to: day(2) }
  type Daily = Entities<{ daily: Record<string, number>[] }>
  const { data } = await stats.ask<Daily>(query, { of: references(['public']), ...period })
  const days = data._entities[0].stats.daily
  expect(days).toHaveLength(6)
  const sum = (name: string) => days.reduce((total, of) => total + Number(of[name]), 0)
  expect({ views: sum('views'), likes: sum('likes'), comments: sum('comments'), reposts: sum('reposts') }).toEqual({
    views: 3,
    likes: 2,
    comments: 1,
    reposts: 1,
  })
  expect(days.map(({ complete }) => complete)).toContain(true)
  expect(days.at(-1)).toMatchObject({ complete: false })
})

test('the platform counts what is public, but views and active people stay', async () => {
  const { data } = await stats.ask(
    '{ platformStats { users posts comments likes reposts views dailyActiveUsers weeklyActiveUsers monthlyActiveUsers requests { total } } }',
  )
  expect(data).toEqual({
    platformStats: {
      ...{ users: 3, posts: 1, comments: 1, likes: 3, reposts: 1, views: 4 },
      ...{ dailyActiveUsers: 3, weeklyActiveUsers: 3, monthlyActiveUsers: 3 },
      requests: null,
    },
  })
})

test('an admin sees how the gateway is used', async () => {
  type Requests = { p50Ms: number; p99Ms: number; byOperation: [{ p50Ms: number }] }
  const { data } = await stats.ask<{ platformStats: { requests: Requests } }>(
    '{ platformStats { requests { total errors p50Ms p99Ms byOperation(first: 1) { operation client requests errors p50Ms } } } }',
    {},
    'admin',
  )
  const { p50Ms, p99Ms, ...requests } = data.platformStats.requests
  expect(requests).toMatchObject({
    total: 4,
    errors: 1,
    byOperation: [{ operation: 'Feed', client: 'web', requests: 3, errors: 0 }],
  })
  expect(Math.abs(p99Ms / 30 - 1)).toBeLessThan(0.026)
  expect(Math.abs(requests.byOperation[0].p50Ms / 20 - 1)).toBeLessThan(0.026)
  expect(p50Ms).toBeGreaterThan(0)
})

test('rankings hold public posts only, and refer to them by the key that Posts answers', async () => {
  const { data } = await stats.ask(
    '{ topPosts(by: LIKES, window: DAY) { items { rank value post { __typename ref } } } topUsers(by: FOLLOWERS, first: 1) { items { rank value user { id } } } }',
  )
  expect(data).toEqual({
    topPosts: { items: [{ rank: 1, value: 2, post: { __typename: 'Post', ref: idOf('public') } }] },
    topUsers: { items: [{ rank: 1, value: 2, user: { id: idOf('ann') } }] },
  })
})

test.each([
  ['{ topPosts(by: LIKES, first: 101) { asOf } }', 'BAD_USER_INPUT'],
  ['{ topUsers(by: POSTS, first: 0) { asOf } }', 'BAD_USER_INPUT'],
  ['{ activity(from: "2026-01-01", to: "2026-01-02", timezone: "Mars/Olympus") { asOf } }', 'BAD_USER_INPUT'],
  ['{ activity(from: "2026-01-01", to: "2026-01-02", timezone: "+03:00") { asOf } }', 'BAD_USER_INPUT'],
  ['{ activity(from: "2026-01-02", to: "2026-01-01") { asOf } }', 'BAD_USER_INPUT'],
  ['{ activity(from: "2026-02-30", to: "2026-03-01") { asOf } }', 'BAD_USER_INPUT'],
  ['{ activity(from: "2020-01-01", to: "2026-01-01") { asOf } }', 'RANGE_TOO_WIDE'],
  ['{ activity(from: "2026-01-01", to: "2026-03-01", bucket: HOUR) { asOf } }', 'RANGE_TOO_WIDE'],
  ['{ activity(from: "0001-01-01", to: "9999-12-31", bucket: MONTH) { asOf } }', 'RANGE_TOO_WIDE'],
])('%s is %s', async (query, code) => {
  const { status, errors } = await stats.ask(query)
  expect(status).toBeLessThan(500)
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code])
})

test.each([
  ['{ activity(from: "0001-01-01", to: "0001-01-02") { points { posts } } }'],
  ['{ activity(from: "9999-12-30", to: "9999-12-31", timezone: "Pacific/Kiritimati") { points { posts } } }'],
  ['{ activity(from: "2011-12-29", to: "2011-12-30", timezone: "Pacific/Apia", bucket: null) { points { posts } } }'],
])('days at the ends of time are rows of zeros: %s', async (query) => {
  const { data } = await stats.ask(query)
  expect(data).toEqual({ activity: { points: [{ posts: 0 }, { posts: 0 }] } })
})

test('a malformed reference is nothing, and a caller without the secret is refused', async () => {
  const { status, data } = await stats.ask(entities, {
    of: [{ __typename: 'Post', ref: '1; DROP TABLE posts', visibility: 'PUBLIC' }],
  })
  expect({ status, data }).toEqual({ status: 200, data: { _entities: [null] } })
  const answer = await fetch(`${stats.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect(answer.status).toBe(403)
})

test('a like is in the API within a second', async () => {
  const story = new ForumStory(new Date()).post('ann', 'quick')
  await stats.tell(story.events)
  const producer = stats.broker.producer()
  await producer.connect()
  const begun = performance.now()
  await producer.send(new ForumStory(new Date()).post('ann', 'quick').like('bob', 'quick').events.slice(1))
  for (let likes = 0; likes < 1; ) {
    const { data } = await stats.ask<Entities<{ likes: number }>>(entities, { of: references(['quick']) })
    likes = data._entities[0].stats.likes
  }
  // The promise is for an idle machine; on a busy one this still shows a consumer that waits for more to come.
  expect(performance.now() - begun).toBeLessThan(3_000)
})
