import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type ForumClient, ForumError } from '../forum-client/forum-client.ts'
import type { Life } from './life/actions.ts'
import { day } from './life/time.ts'
import { type Manifest, type Ranked, utcDay } from './manifest.ts'

export type Verification = {
  readonly mode: 'every number' | 'presence'
  readonly checked: number
  readonly differences: readonly string[]
}

/** Gathers what differs; `same` and `atLeast` count each comparison, so that a verification of nothing shows. */
class Comparison {
  checked = 0
  readonly differences: string[] = []

  same(what: string, expected: unknown, found: unknown): void {
    this.checked += 1
    const [a, b] = [JSON.stringify(expected), JSON.stringify(found)]
    if (a !== b) this.differences.push(`${what}: expected ${a}, found ${b}`)
  }

  atLeast(what: string, expected: number, found: number | undefined): void {
    this.checked += 1
    if (found === undefined || found < expected)
      this.differences.push(`${what}: expected at least ${expected}, found ${found ?? 'nothing'}`)
  }
}

/**
 * On a forum that holds only these seeds, demands equality of every number of the manifest; on one where people have written too,
 * demands that each seeded thing is there. Everything seeded lies before the anchor and everything else after it, or is a foreign post.
 */
export async function verifyLife(client: ForumClient, life: Life, manifest: Manifest): Promise<Verification> {
  await statisticsReach(client, new Date())
  const comparison = new Comparison()
  const onlySeeds = await holdsOnlySeeds(client, life)
  if (onlySeeds) await compareNumbers(client, life, manifest, comparison)
  await comparePresence(client, life, manifest, comparison)
  return {
    mode: onlySeeds ? 'every number' : 'presence',
    checked: comparison.checked,
    differences: comparison.differences,
  }
}

const mostWaitMs = 120_000

/** Waits until the statistics hold all that happened before `moment`: they follow the events, and after a large seeding by seconds. */
async function statisticsReach(client: ForumClient, moment: Date): Promise<void> {
  const deadline = Date.now() + mostWaitMs
  const shape = z.object({ statsAsOf: z.string().nullable() })
  for (;;) {
    const { statsAsOf } = await client.ask('query SeedStatsAsOf { statsAsOf }', {}, shape)
    if (statsAsOf !== null && Date.parse(statsAsOf) >= moment.getTime()) return
    if (Date.now() > deadline)
      throw new ForumError(
        `The statistics stand at ${statsAsOf ?? 'nothing'} and have not reached ${moment.toISOString()} in ${mostWaitMs / 1000} s. Is Stats running?`,
      )
    await wait(200)
  }
}

const pageShape = z.object({
  feed: z.object({
    edges: z.array(z.object({ node: z.object({ id: z.string() }) })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})

async function holdsOnlySeeds(client: ForumClient, life: Life): Promise<boolean> {
  const since = await activity(client, life.anchor, new Date(Date.now() + day))
  const alive = since.some((point) => point.posts + point.comments + point.likes + point.reposts + point.views > 0)
  if (alive) return false
  const ours = new Set(life.posts.map((post) => post.id))
  let after: string | null = null
  for (;;) {
    const { feed }: z.output<typeof pageShape> = await client.ask(
      `query SeedFeed($after: String) { feed(kind: LATEST, first: 100, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
      { after },
      pageShape,
    )
    if (feed.edges.some((edge) => !ours.has(edge.node.id))) return false
    if (!feed.pageInfo.hasNextPage) return true
    after = feed.pageInfo.endCursor
  }
}

const pointShape = z.object({
  at: z.string(),
  registrations: z.number(),
  posts: z.number(),
  comments: z.number(),
  likes: z.number(),
  reposts: z.number(),
  views: z.number(),
  activeUsers: z.number(),
})

/** Days from the one of `from` to the one of `to`, both included, in UTC. */
async function activity(client: ForumClient, from: Date, to: Date): Promise<z.output<typeof pointShape>[]> {
  const answer = await client.ask(
    `query SeedActivity($from: Date!, $to: Date!) { activity(from: $from, to: $to, bucket: DAY) { points { at registrations posts comments likes reposts views activeUsers } } }`,
    { from: utcDay(from), to: utcDay(to) },
    z.object({ activity: z.object({ points: z.array(pointShape) }) }),
  )
  return answer.activity.points
}

async function compareNumbers(
  client: ForumClient,
  life: Life,
  manifest: Manifest,
  comparison: Comparison,
): Promise<void> {
  await compareTotals(client, life, manifest, comparison)
  await compareRankings(client, manifest, comparison)
  const points = await activity(
    client,
    new Date(Date.parse([...manifest.days.keys()][0] ?? '')),
    new Date(life.anchor.getTime() - day),
  )
  comparison.same('days of activity', manifest.days.size, points.length)
  for (const { at, ...found } of points)
    comparison.same(`activity of ${at.slice(0, 10)}`, manifest.days.get(at.slice(0, 10)), found)
}

async function compareTotals(
  client: ForumClient,
  life: Life,
  manifest: Manifest,
  comparison: Comparison,
): Promise<void> {
  const { platformStats } = await client.ask(
    `query SeedTotals { platformStats { users posts comments likes reposts views } }`,
    {},
    z.object({ platformStats: z.record(z.string(), z.number()) }),
  )
  // Whoever seeds has an account, and so has the demo login: people who registered since the anchor are not seeds.
  const newcomers = (await activity(client, life.anchor, new Date(Date.now() + day))).reduce(
    (sum, point) => sum + point.registrations,
    0,
  )
  const { users, ...totals } = platformStats
  const { users: seeded, ...expected } = manifest.totals
  comparison.same('people', seeded, (users ?? 0) - newcomers)
  for (const [what, value] of Object.entries(expected)) comparison.same(what, value, totals[what])
}

async function compareRankings(client: ForumClient, manifest: Manifest, comparison: Comparison): Promise<void> {
  const items = z.array(z.object({ value: z.number(), subject: z.object({ id: z.string() }).nullable() }))
  const shape = z.object({ ranking: z.object({ items }) })
  const flat = (list: z.output<typeof items>): Ranked[] =>
    list.map((item) => ({ id: item.subject?.id ?? 'hidden', value: item.value }))
  for (const [by, expected] of Object.entries(manifest.topPosts)) {
    const query = `query SeedTopPosts($by: PostMetric!) { ranking: topPosts(by: $by, window: ALL, first: 10) { items { value subject: post { id } } } }`
    const { ranking } = await client.ask(query, { by }, shape)
    comparison.same(`top posts by ${by}`, expected, flat(ranking.items))
  }
  for (const [by, expected] of Object.entries(manifest.topUsers)) {
    const query = `query SeedTopUsers($by: UserMetric!) { ranking: topUsers(by: $by, window: ALL, first: 10) { items { value subject: user { id } } } }`
    const { ranking } = await client.ask(query, { by }, shape)
    comparison.same(`top people by ${by}`, expected, flat(ranking.items))
  }
}

const postShape = z
  .object({
    id: z.string(),
    likeCount: z.number(),
    commentCount: z.number(),
    repostCount: z.number(),
    stats: z.object({ views: z.number() }).nullable(),
  })
  .nullable()

/** Each seeded person, each public post with at least its counts, and each comment by its id. */
async function comparePresence(
  client: ForumClient,
  life: Life,
  manifest: Manifest,
  comparison: Comparison,
): Promise<void> {
  for (const ids of chunks(
    life.people.map((person) => person.id),
    100,
  )) {
    const shape = z.object({ users: z.array(z.object({ id: z.string() }).nullable()) })
    const { users } = await client.ask('query SeedPeople($ids: [ID!]!) { users(ids: $ids) { id } }', { ids }, shape)
    for (const [index, id] of ids.entries()) comparison.same(`person ${id}`, id, users[index]?.id)
  }
  for (const ids of chunks([...manifest.posts.keys()], 100)) {
    const query =
      'query SeedPosts($ids: [ID!]!) { posts(ids: $ids) { id likeCount commentCount repostCount stats { views } } }'
    const { posts } = await client.ask(query, { ids }, z.object({ posts: z.array(postShape) }))
    for (const [index, id] of ids.entries()) {
      const expected = manifest.posts.get(id)
      if (!expected) continue
      comparison.atLeast(`likes of post ${id}`, expected.likes, posts[index]?.likeCount)
      comparison.atLeast(`comments of post ${id}`, expected.comments, posts[index]?.commentCount)
      comparison.atLeast(`reposts of post ${id}`, expected.reposts, posts[index]?.repostCount)
      comparison.atLeast(`views of post ${id}`, expected.views, posts[index]?.stats?.views)
    }
  }
  for (const comments of chunks(life.comments, 25)) {
    const fields = comments.map((comment, index) => `c${index}: comment(id: "${comment.id}") { id }`).join(' ')
    const found = await client.ask(
      `query SeedComments { ${fields} }`,
      {},
      z.record(z.string(), z.object({ id: z.string() }).nullable()),
    )
    for (const [index, comment] of comments.entries())
      comparison.same(`comment ${comment.id}`, comment.id, found[`c${index}`]?.id)
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
