import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const feed = `query ($kind: FeedKind!, $tag: String, $first: Int, $after: String) { feed(kind: $kind, tag: $tag, first: $first, after: $after) {
  served edges { cursor node { id } repost { count latestAt users { id } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

type Edge = {
  cursor: string
  node: { id: string }
  repost: { count: number; latestAt: string; users: { id: string }[] } | null
}
const ids = (edges: Edge[]) => edges.map((edge) => edge.node.id)

test('LATEST is the newest first, by tag too, and says what it served', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  const [one, two] = [await post(ann, { tags: ['Ёж'] }), await post(ann)]
  const all = (await ask(null, feed, { kind: 'LATEST' })).data.feed
  expect(ids(all.edges)).toEqual([two, one])
  expect(all).toMatchObject({ served: 'LATEST', pageInfo: { hasNextPage: false, hasPreviousPage: false } })
  expect(ids((await ask(null, feed, { kind: 'LATEST', tag: 'ёЖ' })).data.feed.edges)).toEqual([one])
  expect(ids((await ask(null, feed, { kind: 'LATEST', tag: 'other' })).data.feed.edges)).toEqual([])
})

test('FOLLOWING has what people wrote and reposted, each post once at its newest place, with who reposted', async () => {
  const { services, ask, person, post } = await testPosts()
  const [me, ann, bob, cid] = [await person('me'), await person('ann'), await person('bob'), await person('cid')]
  const strangers = await post(cid)
  const anns = await post(ann)
  const bobs = await post(bob)
  const mine = await post(me)
  await services.follows.follow(me, ann.id)
  await services.follows.follow(me, bob.id)
  await services.reposts.repost(cid, bobs)
  await services.reposts.repost(ann, strangers)
  await services.reposts.repost(bob, anns)
  await services.reposts.repost(ann, anns)
  const { edges } = (await ask(me, feed, { kind: 'FOLLOWING' })).data.feed
  expect(ids(edges)).toEqual([anns, strangers, bobs])
  expect(ids(edges)).not.toContain(mine)
  expect(
    edges.map(
      (edge: Edge) => edge.repost && { count: edge.repost.count, users: edge.repost.users.map((user) => user.id) },
    ),
  ).toEqual([{ count: 2, users: [ann.id, bob.id] }, { count: 1, users: [ann.id] }, null])
  await services.reposts.undo(ann, anns)
  await services.follows.unfollow(me, bob.id)
  expect(ids((await ask(me, feed, { kind: 'FOLLOWING' })).data.feed.edges)).toEqual([strangers, anns])
})

test('FOLLOWING by tag', async () => {
  const { services, ask, person, post } = await testPosts()
  const [me, ann] = [await person('me'), await person('ann')]
  await services.follows.follow(me, ann.id)
  const tagged = await post(ann, { tags: ['t'] })
  await post(ann)
  expect(ids((await ask(me, feed, { kind: 'FOLLOWING', tag: 't' })).data.feed.edges)).toEqual([tagged])
})

test('a walk through FOLLOWING is not moved by what comes after it began', async () => {
  const { services, ask, person, post } = await testPosts()
  const [me, ann, bob] = [await person('me'), await person('ann'), await person('bob')]
  await services.follows.follow(me, ann.id)
  await services.follows.follow(me, bob.id)
  const posts: string[] = []
  for (let index = 0; index < 6; index += 1) posts.push(await post(index % 2 ? ann : bob))
  const first = (await ask(me, feed, { kind: 'FOLLOWING', first: 2 })).data.feed
  await post(ann)
  await services.reposts.repost(bob, posts[0] ?? '')
  await services.reposts.repost(bob, posts[5] ?? '')
  const rest = (await ask(me, feed, { kind: 'FOLLOWING', first: 10, after: first.pageInfo.endCursor })).data.feed
  expect([...ids(first.edges), ...ids(rest.edges)]).toEqual([...posts].reverse())
  expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  expect(rest.edges.at(-1).repost).toBeNull()
})

test.each(['undone', 'undone and done again', 'by somebody whom the viewer leaves'])(
  'a walk through FOLLOWING shows a post once, also when the repost that brought it is %s',
  async (then) => {
    const { services, ask, person, post } = await testPosts()
    const [me, ann, bob] = [await person('me'), await person('ann'), await person('bob')]
    await services.follows.follow(me, ann.id)
    await services.follows.follow(me, bob.id)
    const posts = [await post(ann), await post(ann), await post(ann)]
    await services.reposts.repost(bob, posts[0] ?? '')
    const first = (await ask(me, feed, { kind: 'FOLLOWING', first: 1 })).data.feed
    expect(ids(first.edges)).toEqual([posts[0]])
    if (then.startsWith('undone')) await services.reposts.undo(bob, posts[0] ?? '')
    if (then.endsWith('again')) await services.reposts.repost(bob, posts[0] ?? '')
    if (then.endsWith('leaves')) await services.follows.unfollow(me, bob.id)
    const rest = (await ask(me, feed, { kind: 'FOLLOWING', first: 10, after: first.pageInfo.endCursor })).data.feed
    expect(ids(rest.edges)).toEqual([posts[2], posts[1]])
    expect(ids((await ask(me, feed, { kind: 'FOLLOWING' })).data.feed.edges)).toContain(posts[0])
  },
)

test('FOLLOWING needs somebody who follows', async () => {
  const { ask, person } = await testPosts()
  expect((await ask(null, feed, { kind: 'FOLLOWING' })).codes).toEqual(['UNAUTHENTICATED'])
  expect((await ask(await person('ann'), feed, { kind: 'FOLLOWING' })).data.feed.edges).toEqual([])
})

test('one very busy person does not hide the others', async () => {
  const { services, ask, person, post } = await testPosts()
  const people = await Promise.all(['me', 'busy', 'b', 'c', 'd'].map((name) => person(name)))
  const [me, busy, ...others] = people
  if (!me || !busy) throw new Error('nobody is there')
  for (const other of [busy, ...others]) await services.follows.follow(me, other.id)
  const posts: string[] = []
  for (const other of others) posts.push(await post(other))
  for (let index = 0; index < 12; index += 1) posts.push(await post(busy))
  const walked: string[] = []
  let after: string | null = null
  do {
    const page: { edges: Edge[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
      await ask(me, feed, { kind: 'FOLLOWING', first: 4, after })
    ).data.feed
    walked.push(...ids(page.edges))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after)
  expect(walked).toEqual([...posts].reverse())
})

test('feedActivity counts what is new in each feed since a time', async () => {
  const { services, ask, person, post, comment, clock } = await testPosts()
  const [me, ann, cid] = [await person('me'), await person('ann'), await person('cid')]
  await services.follows.follow(me, ann.id)
  const old = await post(cid)
  const since = clock.now().toISOString()
  await post(ann)
  await post(cid)
  await post(cid, { visibility: 'PRIVATE' })
  await comment(ann, old)
  await services.reposts.repost(ann, old)
  const activity = `query ($since: DateTime!) { latest: feedActivity(since: $since) { newPosts since }
    active: feedActivity(kind: ACTIVE, since: $since) { newPosts } following: feedActivity(kind: FOLLOWING, since: $since) { newPosts } }`
  expect((await ask(me, activity, { since })).data).toEqual({
    latest: { newPosts: 2, since },
    active: { newPosts: 3 },
    following: { newPosts: 2 },
  })
})
