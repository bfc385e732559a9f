import { beforeAll, expect, test } from 'vitest'
import { ForumStory, idOf } from '../../../tests/story/forum-story.ts'
import { openTestClickHouse, servicesAt } from '../../../tests/story/stores.ts'
import type { NumberServices } from '../../services.ts'
import { processBatch } from './process-batch.ts'
import { emptyTables } from './tables.ts'

// The rules of api.graphql in words, each on a small story.

const asOf = '2026-03-10T12:00:00.000Z'
let tell: (story: ForumStory) => Promise<NumberServices>

beforeAll(async () => {
  const { clickhouse } = await openTestClickHouse()
  tell = async (story) => {
    await emptyTables(clickhouse)
    for (const event of story.events) await processBatch(clickhouse, [event])
    return servicesAt(clickhouse, asOf)
  }
})

const begin = () => new ForumStory('2026-03-10T10:00:00.000Z')

async function userStats({ users }: NumberServices, name: string) {
  const { userId: _, asOf: __, ...stats } = (await users.stats([idOf(name)])).get(idOf(name)) ?? {}
  return stats
}

test('a like of a hidden post counts nowhere, and counts again when the post comes back', async () => {
  const story = begin().post('ann', 'post').like('bob', 'post').edit('post', 'PRIVATE')
  const hidden = await tell(story)
  expect(await userStats(hidden, 'bob')).toMatchObject({ likesGiven: 0 })
  expect(await userStats(hidden, 'ann')).toMatchObject({ posts: 0, likesReceived: 0 })
  expect(await hidden.platform.stats()).toMatchObject({ posts: 0, likes: 0 })
  expect((await hidden.rankings.topPosts('LIKES', {})).items).toEqual([])

  const back = await tell(story.edit('post', 'PUBLIC'))
  expect(await userStats(back, 'bob')).toMatchObject({ likesGiven: 1 })
  expect((await back.rankings.topUsers('LIKES_RECEIVED', {})).items).toEqual([{ id: idOf('ann'), value: 1, rank: 1 }])
})

test('what moderators removed counts nowhere, and counts again when it is restored; its author keeps the numbers of a post', async () => {
  const story = begin().post('ann', 'post').comment('bob', 'said', 'post').like('cem', 'said').like('cem', 'post')
  const numbers = async (services: NumberServices) => ({
    people: [await userStats(services, 'ann'), await userStats(services, 'bob'), await userStats(services, 'cem')],
    platform: await services.platform.stats(),
    topUsers: (await services.rankings.topUsers('LIKES_RECEIVED', { window: 'DAY' })).items,
    activity: (await services.activity.activity({ from: '2026-03-10', to: '2026-03-10' })).points,
  })
  const before = await numbers(await tell(story))
  const silent = await tell(story.remove('said'))
  expect(await userStats(silent, 'bob')).toMatchObject({ comments: 0, likesReceived: 0 })
  expect(await userStats(silent, 'cem')).toMatchObject({ likesGiven: 1 })
  expect((await silent.rankings.topUsers('LIKES_RECEIVED', { window: 'DAY' })).items).toMatchObject([
    { id: idOf('ann') },
  ])
  expect((await silent.activity.activity({ from: '2026-03-10', to: '2026-03-10' })).points).toMatchObject([
    { comments: 0, likes: 1 },
  ])
  expect(await numbers(await tell(story.restore('said')))).toEqual(before)

  const gone = await tell(story.remove('post'))
  expect(await userStats(gone, 'cem')).toMatchObject({ likesGiven: 0 })
  expect(await gone.platform.stats()).toMatchObject({ posts: 0, comments: 0, likes: 0 })
  const seenBy = async (name: string, role: 'USER' | 'MODERATOR') => {
    const viewer = { id: idOf(name), handle: name, role, sessionId: '', scopes: ['*'] }
    return (await gone.posts.stats(viewer, [idOf('post')])).get(idOf('post'))?.likes
  }
  expect([await seenBy('ann', 'USER'), await seenBy('eve', 'MODERATOR'), await seenBy('cem', 'USER')]).toEqual([
    1,
    1,
    undefined,
  ])
  expect((await gone.posts.stats(null, [idOf('post')])).size).toBe(0)
  expect(await numbers(await tell(story.restore('post')))).toEqual(before)
})

test('a deleted post takes its comments and their likes with it, a deleted comment its own', async () => {
  const story = begin().post('ann', 'post').comment('bob', 'kept', 'post').comment('bob', 'gone', 'post')
  story.like('cem', 'kept').like('cem', 'gone').deleteComment('gone')
  const live = await tell(story)
  expect(await userStats(live, 'bob')).toMatchObject({ comments: 1, likesReceived: 1 })
  expect(await userStats(live, 'cem')).toMatchObject({ likesGiven: 1 })
  for (const window of ['ALL', 'DAY'] as const)
    expect((await live.rankings.topUsers('LIKES_RECEIVED', { window })).items).toMatchObject([{ value: 1 }])
  const today = { from: '2026-03-10', to: '2026-03-10' }
  expect((await live.activity.activity(today)).points).toMatchObject([{ comments: 1, likes: 1 }])
  const days = await live.users.days([idOf('bob')], today, new Date(asOf))
  expect(days.get(idOf('bob'))).toMatchObject([{ comments: 1, likesReceived: 1 }])
  const gone = await tell(story.deletePost('post'))
  expect(await userStats(gone, 'bob')).toMatchObject({ comments: 0, likesReceived: 0 })
  expect(await gone.platform.stats()).toMatchObject({ comments: 0, likes: 0 })
})

test('views of a hidden post leave the post’s author and the rankings, but stay in activity and active users', async () => {
  const story = begin()
    .post('ann', 'post')
    .view('bob', 'post')
    .view('visitor', 'post', 'LINK', false)
    .edit('post', 'PRIVATE')
  const services = await tell(story)
  expect(await userStats(services, 'ann')).toMatchObject({ viewsReceived: 0 })
  expect((await services.rankings.topPosts('VIEWS', { window: 'DAY' })).items).toEqual([])
  expect((await services.rankings.topUsers('VIEWS_RECEIVED', {})).items).toEqual([])
  expect(await services.platform.stats()).toMatchObject({ views: 2, dailyActiveUsers: 2 })
  const { points } = await services.activity.activity({ from: '2026-03-10', to: '2026-03-10' })
  expect(points).toMatchObject([{ posts: 0, views: 2, activeUsers: 2 }])
})

test('of one viewer, post and half-hour there is one view, and one unique viewer for ever', async () => {
  const story = begin().post('ann', 'post')
  story.view('bob', 'post', 'FEED').at('2026-03-10T10:29:59.000Z').view('bob', 'post', 'SEARCH')
  story.at('2026-03-10T10:30:00.000Z').view('bob', 'post', 'SEARCH')
  const { posts } = await tell(story)
  expect((await posts.stats(null, [idOf('post')])).get(idOf('post'))).toMatchObject({ views: 2, uniqueViewers: 1 })
})

test('a like counts on the day of its latest giving, so the days sum to the total', async () => {
  const story = begin().at('2026-03-08T10:00:00.000Z').post('ann', 'post').like('bob', 'post')
  story.at('2026-03-09T10:00:00.000Z').unlike('bob', 'post').at('2026-03-10T10:00:00.000Z').like('bob', 'post')
  const { posts } = await tell(story)
  const days = await posts.days([idOf('post')], { from: '2026-03-08', to: '2026-03-10' }, new Date(asOf))
  expect(days.get(idOf('post'))?.map(({ date, likes, complete }) => [date, likes, complete])).toEqual([
    ['2026-03-08', 0, true],
    ['2026-03-09', 0, true],
    ['2026-03-10', 1, false],
  ])
})

test('equal values share a rank, and the next rank is behind all of them', async () => {
  const story = begin().post('ann', 'a').post('ann', 'b').post('ann', 'c').post('ann', 'never liked')
  for (const fan of ['bob', 'cem']) story.like(fan, 'a').like(fan, 'b')
  story.like('bob', 'c')
  const { rankings } = await tell(story)
  const { items } = await rankings.topPosts('LIKES', {})
  const [one, other] = [idOf('a'), idOf('b')].toSorted()
  expect(items).toEqual([
    { id: one, value: 2, rank: 1 },
    { id: other, value: 2, rank: 1 },
    { id: idOf('c'), value: 1, rank: 3 },
  ])
  expect((await rankings.topPosts('LIKES', { first: 1 })).items).toHaveLength(1)
})

test('a window ends at asOf and begins so many times 24 hours before it', async () => {
  const story = begin().at('2026-01-01T00:00:00.000Z').post('ann', 'post')
  story.at('2026-03-09T12:00:00.000Z').like('just out', 'post')
  story.at('2026-03-09T12:00:00.001Z').like('just in', 'post')
  story.at('2026-03-10T12:00:00.001Z').like('after asOf', 'post')
  const { rankings } = await tell(story)
  const likesIn = async (window: 'DAY' | 'WEEK' | 'ALL') =>
    (await rankings.topPosts('LIKES', { window })).items[0]?.value
  expect(await likesIn('DAY')).toBe(1)
  expect(await likesIn('WEEK')).toBe(2)
  expect(await likesIn('ALL')).toBe(3)
})

test('followers who left are none, and those who came back count from then', async () => {
  const story = begin().at('2026-03-01T00:00:00.000Z').follow('bob', 'ann').follow('cem', 'ann')
  story.follow('bob', 'ann', false).follow('cem', 'ann', false).at('2026-03-10T00:00:00.000Z').follow('cem', 'ann')
  const services = await tell(story)
  expect(await userStats(services, 'ann')).toMatchObject({ followers: 1 })
  expect((await services.rankings.topUsers('FOLLOWERS', { window: 'DAY' })).items).toMatchObject([{ value: 1 }])
})

test('an account that was deleted is none, and was never made; what its person did then stays', async () => {
  const services = await tell(begin().register('ann').register('bob').login('bob').deleteAccount('bob'))
  expect(await services.platform.stats()).toMatchObject({ users: 1, dailyActiveUsers: 2 })
  const { points } = await services.activity.activity({ from: '2026-03-10', to: '2026-03-10' })
  expect(points).toMatchObject([{ registrations: 1, activeUsers: 2 }])
})

test('whoever did anything was active: also in private, also what they took back', async () => {
  const story = begin().register('ann').post('bob', 'secret', 'PRIVATE').login('cem')
  story
    .post('dan', 'post')
    .like('eve', 'post')
    .unlike('eve', 'post')
    .follow('fay', 'ann')
    .view('a visitor', 'post', 'LINK', false)
  const services = await tell(story)
  expect(await services.platform.stats()).toMatchObject({ dailyActiveUsers: 6, posts: 1, likes: 0 })
})

test('activity by weeks begins on Mondays and counts only the days that were asked for', async () => {
  const story = begin()
    .at('2026-03-02T10:00:00.000Z')
    .post('ann', 'monday')
    .at('2026-03-04T10:00:00.000Z')
    .post('ann', 'wednesday')
  const { activity } = await tell(story)
  const { points } = await activity.activity({ from: '2026-03-03', to: '2026-03-10', bucket: 'WEEK' })
  expect(points.map(({ at, posts, complete }) => [at.toISOString(), posts, complete])).toEqual([
    ['2026-03-02T00:00:00.000Z', 1, true],
    ['2026-03-09T00:00:00.000Z', 0, false],
  ])
})
