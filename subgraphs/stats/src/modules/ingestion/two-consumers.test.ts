import { expect, test } from 'vitest'
import { ForumStory, idOf } from '../../../tests/story/forum-story.ts'
import { openTestClickHouse, servicesAt } from '../../../tests/story/stores.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { insertEvents } from './insert.ts'
import { processBatch } from './process-batch.ts'
import { postTotals, readTotals, userTotals, writeTotals } from './totals.ts'

const asOf = '2026-03-02T00:00:00.000Z'

async function likesReceived(clickhouse: ClickHouse, user: string): Promise<number | undefined> {
  const stats = await servicesAt(clickhouse, asOf).users.stats([idOf(user)])
  return stats.get(idOf(user))?.likesReceived
}

test('of two consumers at one author, the one that saw more wins, whoever writes last', async () => {
  const { clickhouse } = await openTestClickHouse()
  const story = new ForumStory('2026-03-01T10:00:00.000Z').post('ann', 'one').post('ann', 'two')
  const written = story.events.length
  story.like('bob', 'one').like('cem', 'two')
  await processBatch(clickhouse, story.events.slice(0, written))
  const [likeOfOne, likeOfTwo] = story.events.slice(written)
  if (!likeOfOne || !likeOfTwo) throw new Error('the story has two likes')

  // The first consumer has a like of `one`, and gets as far as reading the author's totals.
  await insertEvents(clickhouse, [likeOfOne])
  await writeTotals(clickhouse, postTotals, await readTotals(clickhouse, postTotals, { posts: [idOf('one')] }))
  const early = await readTotals(clickhouse, userTotals, { users: [idOf('ann')] })

  // The second one has a like of `two`, and overtakes it.
  await processBatch(clickhouse, [likeOfTwo])
  expect(await likesReceived(clickhouse, 'ann')).toBe(2)

  // The first one writes at last, and has seen less.
  await writeTotals(clickhouse, userTotals, early)
  expect(await likesReceived(clickhouse, 'ann')).toBe(2)
})

test('a number that went down is newer all the same', async () => {
  const { clickhouse } = await openTestClickHouse()
  const story = new ForumStory('2026-03-01T10:00:00.000Z').post('ann', 'one').like('bob', 'one')
  await processBatch(clickhouse, story.events)
  const early = await readTotals(clickhouse, userTotals, { users: [idOf('ann')] })
  const told = story.events.length
  await processBatch(clickhouse, story.unlike('bob', 'one').events.slice(told))
  await writeTotals(clickhouse, userTotals, early)
  expect(await likesReceived(clickhouse, 'ann')).toBe(0)
})

test('more keys than one statement takes are recomputed in chunks', async () => {
  const { clickhouse } = await openTestClickHouse()
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
