import { oldDatabase, oldForum, oldRecords, testBroker, testDatabase } from '@forum/testing'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { catchUp } from '../src/database/catch-up.ts'
import { followProfiles } from '../src/modules/people/profile-consumer.ts'
import { testPosts } from './test-posts.ts'

// What measured-2026-11 left in Posts' database and wrote to Kafka, under today's migrations and today's Posts.

const { ann, ben } = oldForum.people

test('every row of each table is as it was, but for tags that are spelled otherwise now', async () => {
  const database = await oldDatabase('posts')
  const before = await database.rows()
  await database.migrate()
  await catchUp(database.url)
  const after = await database.rows(before)
  const kept = Object.keys(before).filter(
    (table) => !['tags', 'post_tags', 'tag_counters', 'outbox', 'posts'].includes(table),
  )
  expect(kept.map((table) => [table, after[table]])).toEqual(kept.map((table) => [table, before[table]]))
  expect(before.comments).toHaveLength(4)
  const oldPosts = before.posts ?? []
  expect(oldPosts).toHaveLength(5)
  // ёлка is елка now, which changes the post that had it once more.
  const respelled = (title: unknown) => (title === 'Keepers of the lighthouse' ? 1 : 0)
  expect(after.posts).toEqual(
    oldPosts.map((post) => ({ ...post, version: Number(post.version) + respelled(post.title) })),
  )
})

test('old posts, comments and what hangs on them are answered as before, and a key that was used makes nothing new', async () => {
  const database = await oldDatabase('posts')
  await database.migrate()
  await catchUp(database.url)
  const posts = await testPosts({ url: database.url })
  const viewer = (person: { id: string }, handle: string) =>
    ({ id: person.id, handle, role: 'USER', sessionId: person.id, scopes: ['*'] }) as const
  const titles = `{ feed(first: 10) { edges { node { title likeCount commentCount repostCount viewerHasLiked viewerHasReposted viewerHasBookmarked
    thread(first: 10) { edges { node { body removed likeCount depth } } } } } } }`
  const { data, errors } = await posts.ask(viewer(ben, 'ben'), titles)
  expect(errors).toEqual([])
  const none = { likeCount: 0, commentCount: 0, repostCount: 0 }
  const notDone = { viewerHasLiked: false, viewerHasReposted: false, viewerHasBookmarked: false }
  expect(data.feed.edges.map(({ node }: { node: unknown }) => node)).toEqual([
    { title: 'Sent twice', ...none, ...notDone, thread: { edges: [] } },
    {
      title: 'О маяках',
      ...none,
      ...notDone,
      commentCount: 1,
      thread: {
        edges: [
          { node: { body: '', removed: true, likeCount: 0, depth: 0 } },
          { node: { body: 'Too late.', removed: false, likeCount: 0, depth: 1 } },
        ],
      },
    },
    {
      title: 'Keepers of the lighthouse',
      ...{ likeCount: 1, commentCount: 2, repostCount: 1 },
      ...{ viewerHasLiked: true, viewerHasReposted: true, viewerHasBookmarked: true },
      thread: {
        edges: [
          { node: { body: 'Who keeps the keepers? And who pays?', removed: false, likeCount: 0, depth: 0 } },
          { node: { body: 'The sea.', removed: false, likeCount: 1, depth: 1 } },
        ],
      },
    },
  ])
  const input = { title: 'Sent twice', body: 'Once is enough.', idempotencyKey: 'sent-before-the-upgrade' }
  const again = await posts.services.posts.create(viewer(ann, 'ann'), input)
  expect(again).toEqual({ __typename: 'CreatePostSuccess', postId: '01a2222e-ae44-719b-a59e-ffa3c7492c21' })
})

test('today’s Posts learns from old records who people are', async () => {
  const { url } = await testDatabase('posts')
  const posts = await testPosts({ url })
  const broker = await testBroker()
  const consumer = followProfiles(broker, posts.services.people)
  await consumer.start()
  await broker.put(oldRecords())
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await vi.waitFor(
      async () => {
        const { rows } = await client.query('SELECT handle, display_name, version FROM people ORDER BY handle')
        expect(rows).toEqual([
          { handle: 'admin', display_name: 'admin', version: 1 },
          { handle: 'ann', display_name: 'Ann of the lighthouse', version: 2 },
          { handle: 'ben', display_name: 'ben', version: 1 },
          { handle: 'demo', display_name: 'Demo', version: 1 },
        ])
      },
      { timeout: 20_000 },
    )
  } finally {
    await consumer.stop()
    await client.end()
  }
})
