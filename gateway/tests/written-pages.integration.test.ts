import { commentAdded, postLiked, postUpdated } from '@forum/events'
import { testBroker } from '@forum/testing'
import { expect, test } from 'vitest'
import { followingOf } from './following.ts'
import { ask, startSmallForum } from './gateway-under-test.ts'
import { ann, publicPost, secondPost, writing } from './small-forum.ts'

// Pages that were written once and are kept: what makes them new.

const likeIt = 'mutation Like($id: ID!) { likePost(input: { postId: $id }) { __typename } }'

test('a page is written once for all who come within its time', async () => {
  const { gateway } = await startSmallForum()
  const pages = await Promise.all(Array.from({ length: 20 }, () => gateway.inject({ url: `/p/${publicPost}` })))
  expect(new Set(pages.map(({ body }) => body)).size).toBe(1)
})

test('the own mutation of a gateway drops what it names, and no other page', async () => {
  const forum = await startSmallForum()
  const read = async (id: string) => (await forum.gateway.inject({ url: `/p/${id}` })).body
  const [first, second] = [await read(publicPost), await read(secondPost)]
  writing.title = 'Changed meanwhile'
  await ask(forum, likeIt, { variables: { id: publicPost }, headers: { authorization: 'Bearer ann' } })
  expect(await read(publicPost)).toContain('Changed meanwhile')
  expect(first).not.toContain('Changed meanwhile')
  expect(await read(secondPost), 'kept for its two seconds, or written anew').toSatisfy(
    (body: string) => body === second || body.includes('Changed meanwhile'),
  )
})

test('what another gateway did comes by as an event, and drops the page here', async () => {
  const broker = await testBroker()
  const handled: string[] = []
  let heard = Promise.withResolvers<void>()
  const { follow, joined } = followingOf(broker, ({ events }) => {
    handled.push(...events.map(({ type }) => type))
    heard.resolve()
  })
  const { gateway } = await startSmallForum({}, { follow })
  await joined()
  const producer = broker.producer()
  await producer.connect()
  const read = async () => (await gateway.inject({ url: `/p/${publicPost}` })).body
  const time = { time: new Date() }
  const common = { postId: publicPost, postAuthorId: ann.userId, version: 2 }
  const now = new Date().toISOString()
  const dates = { createdAt: now, updatedAt: now, deleted: false, removed: false }
  const events = [
    postLiked({ ...common, userId: ann.userId, active: true }, time),
    commentAdded({ ...common, ...dates, commentId: secondPost, parentId: null, authorId: ann.userId }, time),
    postUpdated(
      { ...dates, postId: publicPost, authorId: ann.userId, visibility: 'PUBLIC', tags: [], version: 3 },
      time,
    ),
  ]
  for (const [index, event] of events.entries()) {
    await read()
    writing.title = `As it is after event ${index}`
    heard = Promise.withResolvers()
    await producer.send([event])
    await heard.promise
    expect(await read(), event.type).toContain(writing.title)
  }
  expect(handled).toEqual(['post_liked', 'comment_added', 'post_updated'])
})
