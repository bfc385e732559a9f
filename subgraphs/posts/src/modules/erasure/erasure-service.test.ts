import { profileUpdated } from '@forum/events'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

type Posts = Awaited<ReturnType<typeof testPosts>>

/** Ann leaves; Bob has something to do with all that she did. */
async function story() {
  const posts = await testPosts()
  const { services, person, post, comment, database } = posts
  const [ann, bob] = [await person('ann'), await person('bob')]
  const alone = await post(ann, { title: 'Alone', body: 'needle alone', tags: ['needle'] })
  const answered = await post(ann, { title: 'Answered', body: 'needle answered', tags: ['needle'] })
  const secret = await post(ann, { title: 'Secret', body: 'needle secret', visibility: 'PRIVATE' })
  const gone = await post(ann, { title: 'Gone', body: 'needle gone' })
  const bobs = await post(bob, { title: 'Of Bob', body: 'words of Bob' })
  const reply = await comment(bob, answered, { body: 'Bob answers' })
  const top = await comment(ann, bobs, { body: 'needle below Bob' })
  await comment(bob, bobs, { parentId: top, body: 'Bob below Ann' })
  const last = await comment(ann, answered, { parentId: reply, body: 'needle below Bob again' })
  await services.posts.delete(ann, gone)
  for (const id of [bobs, answered]) await services.likes.likePost(ann, id)
  await services.likes.likeComment(ann, reply)
  await services.reposts.repost(ann, bobs)
  await services.bookmarks.add(ann, bobs)
  await services.follows.follow(ann, bob.id)
  await services.follows.follow(bob, ann.id)
  await services.likes.likePost(bob, answered)
  const numbers = async () => ({
    posts: await database.sql.$queryRaw`
      SELECT p.title, c.like_count AS likes, c.repost_count AS reposts, c.comment_count AS comments, c.listed
      FROM posts p JOIN post_counters c ON c.post_id = p.id WHERE p.deleted_at IS NULL ORDER BY p.created_at`,
    people: [...(await services.follows.counts([ann.id, bob.id])).values()].map(({ followers, following }) => [
      followers,
      following,
    ]),
    tags: await database.sql.$queryRaw`SELECT name, post_count AS posts FROM tag_counters`,
  })
  return { ...posts, ann, bob, alone, answered, secret, bobs, top, last, reply, numbers }
}

const erase = async ({ services }: Posts, userId: string, texts: 'KEEP_WITHOUT_NAME' | 'EMPTY') => {
  await services.erasure.add([{ userId, texts }])
  await services.erasure.eraseAll()
}

/** Every table and row in which a text is. */
async function found({ database }: Posts, needle: string): Promise<string[]> {
  const tables = await database.sql.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
  const places: string[] = []
  for (const { name } of tables) {
    const rows = await database.prisma.$queryRawUnsafe<{ text: string }[]>(
      `SELECT t::text AS text FROM "${name}" t WHERE t::text ILIKE '%${needle}%'`,
    )
    places.push(...rows.map(() => name))
  }
  return places
}

test('texts stay; likes, reposts, follows and what is private are gone, with their counts', async () => {
  const posts = await story()
  await erase(posts, posts.ann.id, 'KEEP_WITHOUT_NAME')
  expect(await posts.numbers()).toEqual({
    posts: [
      { title: 'Alone', likes: 0, reposts: 0, comments: 0, listed: true },
      { title: 'Answered', likes: 1, reposts: 0, comments: 2, listed: true },
      { title: 'Of Bob', likes: 0, reposts: 0, comments: 2, listed: true },
    ],
    people: [
      [0, 0],
      [0, 0],
    ],
    tags: [{ name: 'needle', posts: 2 }],
  })
  expect(await found(posts, 'needle secret')).toEqual([])
  expect(await found(posts, 'needle gone')).toEqual([])
  const rows = await posts.database.sql.$queryRaw`
    SELECT (SELECT count(*)::int FROM bookmarks WHERE user_id = ${posts.ann.id}::uuid) AS bookmarks,
      (SELECT count(*)::int FROM idempotency_keys WHERE viewer_id = ${posts.ann.id}::uuid) AS keys,
      (SELECT count(*)::int FROM write_counts WHERE account_id = ${posts.ann.id}::uuid) AS writes`
  expect(rows).toEqual([{ bookmarks: 0, keys: 0, writes: 0 }])
})

test('emptied, nothing of theirs is left, and what others wrote stays whole by its address and in no list', async () => {
  const posts = await story()
  const { ask, bob, answered, alone, bobs, top, reply } = posts
  await erase(posts, posts.ann.id, 'EMPTY')
  expect(
    (await found(posts, 'needle')).filter(
      (table) => table !== 'tags' && table !== 'outbox' && table !== 'tag_counters',
    ),
  ).toEqual([])
  const thread = `query Thread($id: ID!) { post(id: $id) { title bodyHtml tags { name } commentCount thread { edges { node { id body removed } } } } }`
  const { data } = await ask(bob, thread, { id: answered })
  expect(data.post).toEqual({
    title: '',
    bodyHtml: '',
    tags: [],
    commentCount: 1,
    thread: { edges: [{ node: { id: reply, body: 'Bob answers', removed: false } }] },
  })
  expect((await ask(bob, thread, { id: alone })).data.post).toBeNull()
  expect((await ask(bob, thread, { id: bobs })).data.post.thread.edges).toMatchObject([
    { node: { id: top, body: '', removed: true } },
    { node: { body: 'Bob below Ann' } },
  ])
  const lists = `query Lists($handle: ID!) {
    latest: feed { edges { node { id } } }
    active: feed(kind: ACTIVE) { edges { node { id } } }
    tagged: feed(tag: "needle") { edges { node { id } } }
    search: searchPosts(query: "needle") { edges { node { id } } }
    of: _entities(representations: [{ __typename: "User", id: $handle }]) { ... on User { posts { edges { node { id } } } } }
  }`
  const answer = await ask(bob, lists, { handle: posts.ann.id })
  expect(answer.codes).toEqual([])
  for (const list of [answer.data.latest, answer.data.active]) expect(list.edges).toEqual([{ node: { id: bobs } }])
  for (const list of [answer.data.tagged, answer.data.search, answer.data.of[0].posts]) expect(list.edges).toEqual([])
})

test('told twice, and by two replicas at once, it is done once; each act is one event', async () => {
  const posts = await story()
  const before = (await posts.events()).length
  await posts.services.erasure.add([{ userId: posts.ann.id, texts: 'EMPTY' }])
  await posts.services.erasure.add([{ userId: posts.ann.id, texts: 'KEEP_WITHOUT_NAME' }])
  await Promise.all([posts.services.erasure.eraseAll(), posts.services.erasure.eraseAll()])
  await posts.services.erasure.eraseAll()
  const told = (await posts.events()).slice(before).map(({ type }) => type)
  expect(told.toSorted()).toEqual([
    'comment_deleted',
    'comment_deleted',
    'comment_unliked',
    'post_deleted',
    'post_deleted',
    'post_unliked',
    'post_unliked',
    'post_unreposted',
    'post_updated',
    'user_unfollowed',
    'user_unfollowed',
  ])
})

test('more than one look finds is erased too', async () => {
  const posts = await testPosts()
  const [ann, bob] = [await posts.person('ann'), await posts.person('bob')]
  const id = await posts.post(bob)
  for (let index = 0; index < 230; index += 1) await posts.comment(ann, id, { body: `needle ${index}` })
  await erase(posts, ann.id, 'EMPTY')
  expect(await found(posts, 'needle')).toEqual([])
  expect(await posts.database.sql.$queryRaw`SELECT comment_count AS count FROM post_counters`).toEqual([{ count: 0 }])
})

test('of somebody who is leaving nobody is found by name, and whoever stays is found again', async () => {
  const { services, person, database } = await testPosts()
  const ann = await person('ann')
  const told = (version: number, handle: string) =>
    services.people.project([
      profileUpdated({ userId: ann.id, handle, displayName: handle, avatarUrl: null, version }, { time: new Date() }),
    ])
  await told(2, '')
  expect(await database.sql.$queryRaw`SELECT handle FROM people`).toEqual([])
  await told(3, 'ann')
  expect(await database.sql.$queryRaw`SELECT handle FROM people`).toEqual([{ handle: 'ann' }])
})
