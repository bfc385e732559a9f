import { type CatalogueEvent, isEvent, postViewed } from '@forum/events'
import { uuidv7Ids } from '@forum/service-kit'
import { cleanUp, testBroker } from '@forum/testing'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

async function testViews() {
  const broker = await testBroker()
  const posts = await testPosts({ producer: broker.producer() })
  const events: CatalogueEvent[] = []
  const arrived = new Map<number, () => void>()
  const consumer = broker.consumer({
    groupId: 'views-test',
    topics: ['views'],
    handle: async (batch) => {
      events.push(...batch.events)
      for (const [count, tell] of arrived) if (events.length >= count) tell()
    },
  })
  await consumer.start()
  cleanUp(() => consumer.stop())
  /** The data of so many views, when they have arrived. */
  const views = async (count: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    arrived.set(count, resolve)
    if (events.length >= count) resolve()
    await promise
    return events.flatMap((event) => (isEvent(event, postViewed) ? [event] : []))
  }
  return { ...posts, views }
}

test('views of members and visitors go to Kafka, once an id for a half-hour, the first source counting', async () => {
  const { services, person, post, views, clock } = await testViews()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const [one, hidden] = [await post(ann), await post(ann, { visibility: 'PRIVATE' })]
  const given = [
    { postId: one, source: 'LINK' as const },
    { postId: one.toUpperCase(), source: 'TAG' as const },
    { postId: hidden },
    { postId: uuidv7Ids.next() },
    { postId: 'rubbish' },
  ]
  expect(await services.views.record(bob, 'visitor', given)).toMatchObject({ recorded: 1 })
  expect(await services.views.record(null, 'visitor', [{ postId: one }])).toMatchObject({ recorded: 1 })
  expect(await services.views.record(null, null, [{ postId: one }])).toMatchObject({ recorded: 0 })
  expect(await services.views.record(ann, null, [{ postId: one }, { postId: hidden }])).toMatchObject({ recorded: 0 })
  clock.pass(5 * 60_000)
  await services.views.record(bob, null, [{ postId: one }])
  await services.sender.flush()
  const seen = await views(3)
  expect(seen.map(({ data }) => [data.viewerKey, data.member, data.source, data.version])).toEqual([
    [bob.id, true, 'TAG', 6],
    ['visitor', false, 'OTHER', 1],
    [bob.id, true, 'OTHER', 1],
  ])
  expect(seen[0]?.id).toBe(seen[2]?.id)
  expect(seen[0]?.id).not.toBe(seen[1]?.id)
  expect(seen[0]?.time.toISOString()).toBe('2026-03-01T12:00:00.000Z')
})

test('more than 50 views at once are refused', async () => {
  const { services, person } = await testPosts()
  const views = Array.from({ length: 51 }, () => ({ postId: uuidv7Ids.next() }))
  expect(await services.views.record(await person('ann'), null, views)).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path: ['views'], code: 'TOO_MANY' }],
  })
})
