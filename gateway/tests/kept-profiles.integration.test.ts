import { profileUpdated } from '@forum/events'
import { testBroker } from '@forum/testing'
import { expect, test } from 'vitest'
import { followingOf } from './following.ts'
import { ask, startSmallForum } from './gateway-under-test.ts'
import { ann, people, publicPost } from './small-forum.ts'

// Names of people, which are kept for a moment: what makes them new, and who never reads a kept one.

const names = 'query ($id: ID!) { post(id: $id) { author { handle called: displayName } } }'
const asAnn = { authorization: 'Bearer ann' }
const asOther = { authorization: 'Bearer ann#7' }

const calledIn = (text: string): string => /"called":"([^"]*)"/.exec(text)?.[1] ?? ''

type Forum = Awaited<ReturnType<typeof startSmallForum>>

async function nameSeenBy(forum: Forum, headers: Record<string, string>): Promise<string> {
  const { data, text } = await ask(forum, names, { variables: { id: publicPost }, headers })
  expect(data, text).toEqual({ post: { author: { handle: 'ann', called: expect.any(String) } } })
  return calledIn(text)
}

test('a name is asked for once for all who come within its time', async () => {
  const forum = await startSmallForum()
  for (let count = 0; count < 5; count += 1)
    for (const who of [{}, asOther]) expect(await nameSeenBy(forum, who)).toBe('Ann <b>')
  // A slow machine may take longer than a name is kept.
  expect(people.namesAsked).toBeLessThan(10)
  const { data } = await ask(forum, names.replace('called: displayName', 'displayName bio'), {
    variables: { id: publicPost },
  })
  expect(data, 'what is not kept is asked for, whatever else is kept').toEqual({
    post: { author: { handle: 'ann', displayName: 'Ann <b>', bio: 'Writes & reads' } },
  })
})

test('who changed a name reads it anew at once, through any gateway', async () => {
  const [here, there] = [await startSmallForum(), await startSmallForum()]
  for (const forum of [here, there]) await nameSeenBy(forum, asOther)
  people.displayName = 'Anna'
  for (const forum of [here, there]) expect(await nameSeenBy(forum, asAnn)).toBe('Anna')
})

test('a mutation of this gateway that may change a name drops what was kept', async () => {
  const forum = await startSmallForum()
  await nameSeenBy(forum, asOther)
  people.displayName = 'Anna'
  await ask(forum, 'mutation { tellWhatCame { __typename } }', { headers: asAnn })
  expect(await nameSeenBy(forum, asOther)).toBe('Anna')
})

test('a mutation reads nothing that is kept', async () => {
  const forum = await startSmallForum()
  await nameSeenBy(forum, asOther)
  people.displayName = 'Anna'
  const { text } = await ask(
    forum,
    'mutation ($id: ID!) { likePost(input: { postId: $id }) { ... on LikePostSuccess { post { author { handle called: displayName } } } } }',
    { variables: { id: publicPost }, headers: asOther },
  )
  expect(calledIn(text)).toBe('Anna')
})

test('a name that was changed through another gateway comes by as an event', async () => {
  const broker = await testBroker()
  const heard = Promise.withResolvers<void>()
  const { follow, joined } = followingOf(broker, () => heard.resolve())
  const forum = await startSmallForum({}, { follow })
  await joined()
  const producer = broker.producer()
  await producer.connect()
  const time = { time: new Date() }
  await nameSeenBy(forum, asOther)
  people.displayName = 'Anna'
  const profile = { userId: ann.userId, handle: 'ann', displayName: 'Anna', avatarUrl: null, version: 2 }
  await producer.send([profileUpdated(profile, time)])
  await heard.promise
  expect(await nameSeenBy(forum, asOther)).toBe('Anna')
})
