import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ForumNetwork } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

let forum: ForumNetwork

beforeAll(async () => {
  forum = await startNetwork()
})
afterAll(() => forum?.stop())

test('services against stores that the launcher did not start: from registering to the number of a like', async () => {
  showLogsOnFailure(forum)
  const ann = await forum.person('ann')
  const bob = await forum.person('bob')
  const post = await ann.post({ title: 'On tea' })
  await bob.like(post)
  await forum.processAll()

  const page = `query Page($id: ID!) {
    post(id: $id) { title likeCount author { handle stats { posts likesReceived } } stats { likes views asOf } }
    topPosts(by: LIKES, first: 3) { items { rank value post { id title } } }
    topUsers(by: LIKES_RECEIVED, first: 3) { items { rank value user { handle } } }
    platformStats { users posts likes }
  }`
  for (const reader of [ann.client, bob.client, forum.anonymous])
    expect(await reader.query(page, { id: post.id })).toEqual({
      post: {
        title: 'On tea',
        likeCount: 1,
        author: { handle: 'ann', stats: { posts: 1, likesReceived: 1 } },
        stats: { likes: 1, views: 0, asOf: expect.any(String) },
      },
      topPosts: { items: [{ rank: 1, value: 1, post: { id: post.id, title: 'On tea' } }] },
      topUsers: { items: [{ rank: 1, value: 1, user: { handle: 'ann' } }] },
      platformStats: { users: 2, posts: 1, likes: 1 },
    })
})
