import { isSeeded } from '@forum/events'
import { uuidv7Ids } from '@forum/service-kit'
import { testBroker } from '@forum/testing'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
const id = (minute: number) => uuidv7Ids.at(at(minute))

async function testSeeds() {
  const broker = await testBroker()
  const posts = await testPosts({ producer: broker.producer() })
  const [admin, ann, bob] = [await posts.person('root', 'ADMIN'), await posts.person('ann'), await posts.person('bob')]
  const [first, second, hidden, root, reply, deep] = [id(1), id(2), id(3), id(4), id(5), id(6)]
  const input = {
    posts: [
      { id: first, authorId: ann.id, title: 'First', body: '**one**', tags: ['A', 'b'], createdAt: at(1) },
      { id: second, authorId: bob.id, title: 'Second', body: 'two', tags: ['a'], createdAt: at(2) },
      {
        id: hidden,
        authorId: ann.id,
        title: 'Hidden',
        body: 'x',
        tags: ['a'],
        visibility: 'PRIVATE' as const,
        createdAt: at(3),
      },
    ],
    // The reply's reply comes before what it answers.
    comments: [
      { id: deep, postId: first, parentId: reply, authorId: ann.id, body: 'deep', createdAt: at(6) },
      { id: root, postId: first, authorId: bob.id, body: 'root', createdAt: at(4) },
      { id: reply, postId: first, parentId: root, authorId: ann.id, body: 'reply', createdAt: at(5) },
    ],
    likes: [
      { userId: ann.id, postId: second, createdAt: at(7) },
      { userId: bob.id, postId: first, createdAt: at(7) },
      { userId: ann.id, commentId: root, createdAt: at(8) },
    ],
    reposts: [{ userId: bob.id, postId: first, createdAt: at(9) }],
    follows: [{ followerId: ann.id, userId: bob.id, createdAt: at(10) }],
    views: [
      { viewerId: bob.id, postId: first, source: 'FEED' as const, at: at(11) },
      { viewerId: ann.id, postId: first, at: at(11) },
    ],
  }
  return { ...posts, broker, admin, ann, bob, input, first, second, root, reply, deep }
}

const state = `query ($id: ID!) { post(id: $id) { bodyHtml createdAt lastActivityAt likeCount commentCount repostCount tags { name postCount }
  thread { totalCount edges { node { id depth likeCount replyCount } } } } }`

test('seeds are written as people write, with the times given, and a second run changes nothing', async () => {
  const { services, ask, admin, input, first, root, reply, deep, events, broker } = await testSeeds()
  expect(await services.seeds.seed(admin, input)).toEqual({
    __typename: 'SeedContentSuccess',
    created: 12,
    existing: 1,
  })
  const once = await ask(null, state, { id: first })
  expect(once.data.post).toEqual({
    bodyHtml: '<p><strong>one</strong></p>',
    createdAt: at(1).toISOString(),
    lastActivityAt: at(6).toISOString(),
    likeCount: 1,
    commentCount: 3,
    repostCount: 1,
    tags: [
      { name: 'a', postCount: 2 },
      { name: 'b', postCount: 1 },
    ],
    thread: {
      totalCount: 3,
      edges: [
        { node: { id: root, depth: 0, likeCount: 1, replyCount: 1 } },
        { node: { id: reply, depth: 1, likeCount: 0, replyCount: 1 } },
        { node: { id: deep, depth: 2, likeCount: 0, replyCount: 0 } },
      ],
    },
  })
  const told = await events()
  expect(told.map((event) => event.type).sort()).toEqual(
    [
      'comment_added',
      'comment_added',
      'comment_added',
      'comment_liked',
      'post_created',
      'post_created',
      'post_created',
    ].concat(['post_liked', 'post_liked', 'post_reposted', 'user_followed']),
  )
  // Nobody is told of them: whatever milestones hang on says that it was seeded.
  const counted = told.filter(({ type }) => !type.startsWith('comment_added'))
  expect(counted.filter((event) => !isSeeded(event))).toEqual([])
  expect(told.find((event) => event.type === 'post_reposted')?.time).toEqual(at(9))
  // Kafka has the view before the answer: its topic ends after it.
  const ends = (await broker.offsets('nobody', ['views'])).reduce((sum, { end }) => sum + end, 0n)
  expect(ends).toBe(1n)

  expect(await services.seeds.seed(admin, input)).toEqual({
    __typename: 'SeedContentSuccess',
    created: 1,
    existing: 12,
  })
  expect(await ask(null, state, { id: first })).toEqual(once)
  expect(await events()).toEqual(told)
})

test('what people did since is left alone', async () => {
  const { services, ask, admin, ann, bob, input, first, second, root } = await testSeeds()
  await services.seeds.seed(admin, input)
  await services.likes.unlikePost(bob, first)
  await services.follows.unfollow(ann, bob.id)
  await services.comments.delete(bob, root)
  await services.posts.delete(bob, second)
  const before = await ask(null, state, { id: first })
  expect(await services.seeds.seed(admin, input)).toMatchObject({ created: 1 })
  const more = {
    ...input,
    comments: [...input.comments, { id: id(20), postId: second, authorId: ann.id, body: 'late', createdAt: at(20) }],
  }
  expect(await services.seeds.seed(admin, more)).toMatchObject({ created: 1 })
  expect(await ask(null, state, { id: first })).toEqual(before)
})

test('what hangs below something that was taken away since is left out with it', async () => {
  const { services, ask, admin, ann, bob, input, first, second, root } = await testSeeds()
  const [, rootOnly] = input.comments
  const { posts } = input
  await services.seeds.seed(admin, { posts, comments: rootOnly ? [rootOnly] : [] })
  await services.comments.delete(bob, root)
  await services.posts.delete(bob, second)
  const late = id(20)
  const liked = { userId: ann.id, commentId: late, createdAt: at(21) }
  const onGone = { id: late, postId: second, authorId: ann.id, body: 'late', createdAt: at(20) }
  // The reply and its reply are not there, and neither is what they answer; nor is the post of the last one.
  const more = { ...input, comments: [...input.comments, onGone], likes: [...input.likes, liked] }
  expect(await services.seeds.seed(admin, more)).toMatchObject({ __typename: 'SeedContentSuccess' })
  expect((await ask(null, state, { id: first })).data.post).toMatchObject({
    commentCount: 0,
    thread: { totalCount: 0 },
  })
})

test('only admins seed, and only where seeding is on', async () => {
  const on = await testPosts()
  await expect(on.services.seeds.seed(await on.person('mod', 'MODERATOR'), {})).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  })
  const off = await testPosts({ seeding: false })
  await expect(off.services.seeds.seed(await off.person('root', 'ADMIN'), {})).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  })
})

test('all or nothing: what is wrong is named and nothing is written', async () => {
  const { services, admin, ann, bob, input, first, events } = await testSeeds()
  const refused = async (more: object) => {
    const outcome = await services.seeds.seed(admin, { ...input, ...more })
    return outcome.__typename === 'InvalidInput'
      ? outcome.fields.map(({ path, code }) => `${path.join('.')} ${code}`)
      : outcome
  }
  expect(await refused({ likes: [{ userId: ann.id, postId: id(50), createdAt: at(7) }] })).toEqual([
    'likes.0.postId NOT_FOUND',
  ])
  expect(await refused({ likes: [{ userId: ann.id, createdAt: at(7) }] })).toEqual(['likes.0 INVALID'])
  expect(await refused({ likes: [{ userId: ann.id, postId: first, createdAt: at(0) }] })).toEqual(['likes.0 TOO_EARLY'])
  expect(
    await refused({
      comments: [{ id: id(9), postId: first, parentId: id(9), authorId: ann.id, body: 'x', createdAt: at(9) }],
    }),
  ).toEqual(['comments.0.parentId NOT_FOUND', 'likes.2.commentId NOT_FOUND'])
  expect(
    await refused({
      posts: [{ ...input.posts[0], id: 'rubbish', title: '', createdAt: new Date('2999-01-01') }],
      comments: [],
      likes: [],
      reposts: [],
    }),
  ).toEqual(['posts.0.title REQUIRED', 'posts.0.id INVALID', 'posts.0.createdAt INVALID'])
  expect(await refused({ follows: [{ followerId: bob.id, userId: bob.id, createdAt: at(1) }] })).toEqual([
    'follows.0.userId INVALID',
  ])
  expect(await events()).toEqual([])
})
