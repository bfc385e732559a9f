import { beforeAll, beforeEach, expect, test } from 'vitest'
import { ForumStory, idOf } from '../../../tests/story/forum-story.ts'
import { countedLate, keptTotals } from '../../../tests/story/kept-totals.ts'
import { openTestClickHouse, servicesAt } from '../../../tests/story/stores.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { countByAuthor, countOfPosts } from './counts.ts'
import { insertStates } from './insert.ts'
import { processBatch } from './process-batch.ts'
import { emptyTables } from './tables.ts'

const asOf = '2026-03-02T00:00:00.000Z'
let clickhouse: ClickHouse

beforeAll(async () => {
  clickhouse = (await openTestClickHouse()).clickhouse
})

beforeEach(() => emptyTables(clickhouse))

async function likesReceived(user: string): Promise<number | undefined> {
  const stats = await servicesAt(clickhouse, asOf).users.stats([idOf(user)])
  return stats.get(idOf(user))?.likesReceived
}

test('of two consumers at one author, the one that saw more wins, whoever writes last', async () => {
  const story = new ForumStory('2026-03-01T10:00:00.000Z').post('ann', 'one').post('ann', 'two')
  const written = story.events.length
  story.like('bob', 'one').like('cem', 'two')
  await processBatch(clickhouse, story.events.slice(0, written))
  const [likeOfOne, likeOfTwo] = story.events.slice(written)
  if (!likeOfOne || !likeOfTwo) throw new Error('the story has two likes')

  // The first consumer has a like of `one`, and gets as far as counting the author.
  await insertStates(clickhouse, [likeOfOne])
  await countOfPosts(clickhouse, 'likes', [idOf('one')])
  await countByAuthor(clickhouse, [idOf('one')])
  const write = await countedLate(clickhouse)

  // The second one has a like of `two`, and overtakes it.
  await processBatch(clickhouse, [likeOfTwo])
  expect(await likesReceived('ann')).toBe(2)

  // The first one writes at last, and has seen less.
  await write()
  expect(await likesReceived('ann')).toBe(2)
})

test('a number that went down is newer all the same', async () => {
  const story = new ForumStory('2026-03-01T10:00:00.000Z').post('ann', 'one').like('bob', 'one')
  await processBatch(clickhouse, story.events)
  const write = await countedLate(clickhouse)
  const told = story.events.length
  await processBatch(clickhouse, story.unlike('bob', 'one').events.slice(told))
  await write()
  expect(await likesReceived('ann')).toBe(0)
})

type Telling = (story: ForumStory) => ForumStory
const post: Telling = (story) => story.post('ann', 'p1')
const likedPost: Telling = (story) => post(story).like('cem', 'p1')
const comment: Telling = (story) => post(story).comment('bob', 'c1', 'p1')
const likedComment: Telling = (story) => comment(story).like('cem', 'c1')

// In each row one thing changes of all that somebody's numbers are made of, so nothing else raises the version in its stead.
test.each<[what: string, before: Telling, change: Telling]>([
  ['a post is hidden', post, (story) => story.edit('p1', 'PRIVATE')],
  ['a post is deleted', post, (story) => story.deletePost('p1')],
  ['a post is viewed', post, (story) => story.view('cem', 'p1')],
  ['a post is liked', post, (story) => story.like('cem', 'p1')],
  ['a like of a post is taken back', likedPost, (story) => story.unlike('cem', 'p1')],
  ['the post that somebody likes is hidden', likedPost, (story) => story.edit('p1', 'PRIVATE')],
  ['a repost is taken back', (story) => post(story).repost('cem', 'p1'), (story) => story.repost('cem', 'p1', false)],
  ['a comment is deleted', comment, (story) => story.deleteComment('c1')],
  ['the post of a comment is hidden', comment, (story) => story.edit('p1', 'PRIVATE')],
  ['a comment is liked', comment, (story) => story.like('cem', 'c1')],
  ['a like of a comment is taken back', likedComment, (story) => story.unlike('cem', 'c1')],
  ['the comment that somebody likes is deleted', likedComment, (story) => story.deleteComment('c1')],
  ['the post of the comment that somebody likes is hidden', likedComment, (story) => story.edit('p1', 'PRIVATE')],
  ['a follower leaves', (story) => story.follow('bob', 'ann'), (story) => story.follow('bob', 'ann', false)],
])('%s: totals that were read before and are written after it do not win', async (_what, begin, change) => {
  const story = begin(new ForumStory('2026-03-01T10:00:00.000Z'))
  await processBatch(clickhouse, story.events)
  const before = await keptTotals(clickhouse)
  const write = await countedLate(clickhouse)

  const told = story.events.length
  await processBatch(clickhouse, change(story).events.slice(told))
  const kept = await keptTotals(clickhouse)
  expect(kept).not.toEqual(before)

  await write()
  expect(await keptTotals(clickhouse)).toEqual(kept)
})

test('more keys than one statement takes are recomputed in chunks', async () => {
  const story = new ForumStory('2026-03-01T10:00:00.000Z').post('ann', 'one')
  const fans = Array.from({ length: 1_500 }, (_, index) => `fan ${index}`)
  for (const fan of fans) story.like(fan, 'one')
  await processBatch(clickhouse, story.events)
  const told = story.events.length
  const given = async () => (await servicesAt(clickhouse, asOf).platform.stats()).likes
  expect(await given()).toBe(1_500)

  // Hiding the post touches everybody who liked it.
  await processBatch(clickhouse, story.edit('one', 'PRIVATE').events.slice(told))
  expect(await given()).toBe(0)
})
