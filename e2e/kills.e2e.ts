import { afterAll, beforeAll, expect, test } from 'vitest'
import { ForumNetwork, type Person, type Thing } from './src/index.ts'
import { type Like, LoadOfLikes, likeOf } from './src/load-of-likes.ts'
import { OwnStores } from './src/own-stores.ts'
import { showLogsOnFailure } from './src/start-network.ts'

let own: OwnStores
let forum: ForumNetwork
let people: Person[]
let posts: Thing[]

beforeAll(async () => {
  own = await OwnStores.start()
  forum = await ForumNetwork.start(own.servers)
  people = []
  for (let index = 0; index < 24; index += 1) people.push(await forum.person(`person_${index}`))
  posts = []
  for (let index = 0; index < 8; index += 1)
    posts.push(...(await Promise.all(people.map((person) => person.post({ title: `Post ${index}` })))))
}, 600_000)
afterAll(async () => {
  try {
    await forum?.stop({ withData: false })
  } finally {
    await own?.stop()
  }
})

const inPostgres = async (): Promise<Like[]> => {
  const rows = await forum.stores.sql<{ user_id: string; post_id: string }>(
    'posts',
    'SELECT user_id, post_id FROM post_likes WHERE active',
  )
  return rows.map(({ user_id, post_id }) => likeOf(user_id, post_id)).toSorted()
}

/** Of which the authors of the posts were told; twice where somebody was told twice. */
const inInboxes = async (): Promise<Like[]> => {
  const rows = await forum.stores.sql<{ user_id: string; post_id: string }>(
    'posts',
    `SELECT o.actor_id AS user_id, n.post_id FROM notices o JOIN notifications n ON n.id = o.notification_id
     WHERE n.kind = 'LIKE' AND o.active`,
  )
  return rows.map(({ user_id, post_id }) => likeOf(user_id, post_id)).toSorted()
}

/** Nobody is told of their own. */
const byOthers = async (): Promise<Like[]> => {
  const rows = await forum.stores.sql<{ user_id: string; post_id: string }>(
    'posts',
    'SELECT l.user_id, l.post_id FROM post_likes l JOIN posts p ON p.id = l.post_id WHERE l.active AND l.user_id <> p.author_id',
  )
  return rows.map(({ user_id, post_id }) => likeOf(user_id, post_id)).toSorted()
}

const nil = '00000000-0000-0000-0000-000000000000'

const inClickHouse = async (): Promise<Like[]> => {
  const rows = await forum.stores.clickhouse<{ user: string; post: string }>(
    `SELECT toString(user_id) AS user, toString(post_id) AS post FROM like_states FINAL WHERE active AND comment_id = toUUID('${nil}')`,
  )
  return rows.map(({ user, post }) => likeOf(user, post)).toSorted()
}

test('any part may be killed under a running load: no acknowledged like is lost, and all parts agree', {
  timeout: 600_000,
}, async () => {
  showLogsOnFailure(forum)
  const load = new LoadOfLikes(people, posts)
  await load.acknowledgedMore(20)
  for (const service of ['posts', 'stats', 'auth', 'gateway'] as const) {
    await forum.kill(service)
    await forum.restart(service)
    await load.acknowledgedMore(20)
  }
  // One that keeps dying: each time as soon as it is back, in the middle of what was left to it.
  for (const service of ['posts', 'stats'] as const) {
    for (let time = 0; time < 3; time += 1) {
      await forum.kill(service)
      await forum.restart(service)
    }
    await load.acknowledgedMore(20)
  }
  for (const store of ['clickhouse', 'kafka', 'postgres'] as const) {
    await own.kill(store)
    await own.restart(store)
    await load.acknowledgedMore(20)
  }
  await load.stop()
  await forum.processAll()

  const kept = await inPostgres()
  const asked = new Set([...load.acknowledged, ...load.uncertain])
  expect([...load.acknowledged].filter((like) => !kept.includes(like))).toEqual([])
  expect(kept.filter((like) => !asked.has(like))).toEqual([])
  expect(await inClickHouse()).toEqual(kept)
  expect(await inInboxes()).toEqual(await byOthers())

  const numbers = await forum.anonymous.query<{ posts: { id: string; likeCount: number; stats: { likes: number } }[] }>(
    'query Numbers($ids: [ID!]!) { posts(ids: $ids) { id likeCount stats { likes } } }',
    { ids: posts.slice(0, 100).map(({ id }) => id) },
  )
  const likesOf = (id: string) => kept.filter((like) => like.endsWith(`/${id}`)).length
  expect(numbers.posts).toEqual(
    posts.slice(0, 100).map(({ id }) => ({ id, likeCount: likesOf(id), stats: { likes: likesOf(id) } })),
  )
})
