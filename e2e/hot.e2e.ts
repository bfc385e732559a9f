import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ForumNetwork, Person } from './src/index.ts'
import { seedHot } from './src/seed-hot.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

let forum: ForumNetwork
let admin: Person
let hot: { id: string }[]

beforeAll(async () => {
  forum = await startNetwork()
  admin = await forum.person('gardener')
  await forum.stores.sql('auth', "UPDATE accounts SET role = 'ADMIN' WHERE id = $1", [admin.id])
  await admin.login()
  hot = await seedHot(admin)
  await rank()
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

/** First everything is counted; then Stats ranks what is counted. */
async function rank(): Promise<void> {
  await forum.processAll()
  await forum.processAll()
}

const page = `query ($kind: FeedKind!, $window: Window) { feed(kind: $kind, window: $window, first: 10) {
  served edges { served why { likes comments reposts people hours } node { id } } } }`
type Edge = { served: string; why: object | null; node: { id: string } }
const feed = async (kind: string, window = 'DAY') =>
  (await forum.anonymous.query<{ feed: { served: string; edges: Edge[] } }>(page, { kind, window })).feed
const ids = (edges: readonly { id: string }[]) => edges.map(({ id }) => id)

test('from what people did to Hot and Top, over all services', async () => {
  const [warmest, warm] = hot
  const { served, edges } = await feed('HOT')
  expect(served).toBe('HOT')
  expect(edges.map(({ node, served: by, why }) => [node.id, by, why])).toEqual([
    [warmest?.id, 'HOT', { likes: 3, comments: 1, reposts: 1, people: 3, hours: 48 }],
    // Its author likes it too.
    [warm?.id, 'HOT', { likes: 1, comments: 0, reposts: 0, people: 1, hours: 48 }],
    [hot[2]?.id, 'HOT', { likes: 0, comments: 2, reposts: 0, people: 2, hours: 48 }],
  ])
  const top = await feed('TOP')
  expect(top.edges.map(({ node, served: by }) => [node.id, by])).toEqual([
    [warmest?.id, 'TOP'],
    [warm?.id, 'TOP'],
    [hot[2]?.id, 'LATEST'],
  ])
})

test('what is deleted is gone at once, while Stats is away, and Stats tells of nothing twice when it comes back', async () => {
  const told = async () => (await forum.stores.sql('posts', 'SELECT id FROM ranking_snapshots')).length
  const before = await told()
  await forum.kill('stats')
  await admin.removePost(hot[1] ?? { id: '' })
  const left = ids(hot).filter((id) => id !== hot[1]?.id)
  const away = await feed('HOT')
  expect([away.served, ...away.edges.map(({ node }) => node.id)]).toEqual(['HOT', ...left])
  await forum.restart('stats')
  await rank()
  const back = await feed('HOT')
  expect([back.served, ...back.edges.map(({ node }) => node.id)]).toEqual(['HOT', ...left])
  // Each ranking has lost a post, and each is told of once.
  expect(await told()).toBe(before + 6)
  await rank()
  expect(await told()).toBe(before + 6)
})
