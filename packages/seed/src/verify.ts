import { setTimeout as wait } from 'node:timers/promises'
import { type ForumClient, ForumError } from '@forum/forum-client'
import { z } from 'zod'
import { beginningOf } from './generate.ts'
import type { Life } from './life/actions.ts'
import { day } from './life/time.ts'
import { type Manifest, type Ranked, utcDay } from './manifest.ts'

export type Verification = {
  readonly mode: 'every number' | 'presence'
  readonly checked: number
  readonly differences: readonly string[]
}

/** Gathers what differs, and counts each comparison, so that a verification of nothing shows. */
class Comparison {
  checked = 0
  readonly differences: string[] = []
  readonly #isExact: boolean

  constructor({ isExact }: { isExact: boolean }) {
    this.#isExact = isExact
  }

  same(what: string, expected: unknown, found: unknown): void {
    this.checked += 1
    const [a, b] = [JSON.stringify(expected), JSON.stringify(found)]
    if (a !== b) this.differences.push(`${what}: expected ${a}, found ${b}`)
  }

  /** Of something that people, too, may have added to. */
  count(what: string, expected: number, found: number | undefined): void {
    if (this.#isExact) return this.same(what, expected, found)
    this.checked += 1
    if (found === undefined || found < expected)
      this.differences.push(`${what}: expected at least ${expected}, found ${found ?? 'nothing'}`)
  }
}

/**
 * On a forum that holds only these seeds, demands equality of every number of the manifest; on one that holds more, demands that each
 * seeded thing is there. Everything seeded lies before the anchor and everything else after it, or is a foreign post, person or follow.
 */
export async function verifyLife(client: ForumClient, life: Life, manifest: Manifest): Promise<Verification> {
  await statisticsReach(client, new Date())
  const people = await findPeople(client, life)
  const onlySeeds = await holdsOnlySeeds(client, life, manifest, people)
  const comparison = new Comparison({ isExact: onlySeeds })
  if (onlySeeds) await compareNumbers(client, life, manifest, comparison)
  comparePeople(life, manifest, people, comparison)
  await comparePosts(client, life, manifest, comparison)
  await compareComments(client, life, manifest, comparison)
  return {
    mode: onlySeeds ? 'every number' : 'presence',
    checked: comparison.checked,
    differences: comparison.differences,
  }
}

const maxWaitMs = 120_000

/** Waits until the statistics hold all that happened before `moment`: they follow the events, and after a large seeding by seconds. */
async function statisticsReach(client: ForumClient, moment: Date): Promise<void> {
  const deadline = Date.now() + maxWaitMs
  const shape = z.object({ statsAsOf: z.string().nullable() })
  for (;;) {
    const { statsAsOf } = await client.ask('query SeedStatsAsOf { statsAsOf }', {}, shape)
    if (statsAsOf !== null && Date.parse(statsAsOf) >= moment.getTime()) return
    if (Date.now() > deadline)
      throw new ForumError(
        `The statistics stand at ${statsAsOf ?? 'nothing'} and have not reached ${moment.toISOString()} in ${maxWaitMs / 1000} s. Is Stats running?`,
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

async function holdsOnlySeeds(client: ForumClient, life: Life, manifest: Manifest, people: People): Promise<boolean> {
  const since = await sinceTheAnchor(client, life)
  if (since.some((point) => point.posts + point.comments + point.likes + point.reposts + point.views > 0)) return false
  // Whoever seeds has an account, and so has the demo login: people who registered since the anchor are not seeds, but do not count.
  const newcomers = since.reduce((sum, point) => sum + point.registrations, 0)
  if ((await totals(client)).users !== people.size + newcomers) return false
  if ([...people].some(([id, followers]) => followers > (manifest.followers.get(id) ?? 0))) return false
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

/** Followers of each seeded person who is there, by id. */
type People = ReadonlyMap<string, number>

async function findPeople(client: ForumClient, life: Life): Promise<People> {
  const person = z.object({ id: z.string(), stats: z.object({ followers: z.number() }).nullable() })
  const shape = z.object({ users: z.array(person.nullable()) })
  const found = new Map<string, number>()
  for (const people of chunks(life.people, 100)) {
    const query = 'query SeedPeople($ids: [ID!]!) { users(ids: $ids) { id stats { followers } } }'
    const { users } = await client.ask(query, { ids: people.map(({ id }) => id) }, shape)
    for (const user of users) if (user) found.set(user.id, user.stats?.followers ?? 0)
  }
  return found
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

const sinceTheAnchor = (client: ForumClient, life: Life) => activity(client, life.anchor, new Date(Date.now() + day))

const totalsShape = z.object({
  users: z.number(),
  posts: z.number(),
  comments: z.number(),
  likes: z.number(),
  reposts: z.number(),
  views: z.number(),
})

async function totals(client: ForumClient): Promise<z.output<typeof totalsShape>> {
  const query = 'query SeedTotals { platformStats { users posts comments likes reposts views } }'
  return (await client.ask(query, {}, z.object({ platformStats: totalsShape }))).platformStats
}

async function compareNumbers(
  client: ForumClient,
  life: Life,
  manifest: Manifest,
  comparison: Comparison,
): Promise<void> {
  // How many people there are was asked to tell whether it holds only seeds.
  const { users: _, ...expected } = manifest.totals
  const { users: __, ...found } = await totals(client)
  comparison.same('totals', expected, found)
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

/** Each is there, with their followers. */
function comparePeople(life: Life, manifest: Manifest, people: People, comparison: Comparison): void {
  for (const { id } of life.people)
    comparison.count(`followers of person ${id}`, manifest.followers.get(id) ?? 0, people.get(id))
}

/** Who seeds is an admin, and sees what moderators removed: to everybody else it is not there. */
const removalShape = z.object({ reason: z.string() }).nullable()

const postShape = z
  .object({
    id: z.string(),
    likeCount: z.number(),
    commentCount: z.number(),
    repostCount: z.number(),
    removal: removalShape,
    stats: z
      .object({
        views: z.number(),
        daily: z.array(
          z.object({
            date: z.string(),
            views: z.number(),
            likes: z.number(),
            comments: z.number(),
            reposts: z.number(),
          }),
        ),
      })
      .nullable(),
  })
  .nullable()

/** Each public post is there, with its counts and days. */
async function comparePosts(
  client: ForumClient,
  { anchor }: Life,
  manifest: Manifest,
  comparison: Comparison,
): Promise<void> {
  const query = `query SeedPosts($ids: [ID!]!, $from: Date!, $to: Date!) { posts(ids: $ids) {
    id likeCount commentCount repostCount removal { reason } stats { views daily(from: $from, to: $to) { date views likes comments reposts } } } }`
  const range = { from: utcDay(beginningOf(anchor)), to: utcDay(new Date(anchor.getTime() - day)) }
  const shape = z.object({ posts: z.array(postShape) })
  for (const posts of chunks([...manifest.posts], 100)) {
    const { posts: found } = await client.ask(query, { ids: posts.map(([id]) => id), ...range }, shape)
    for (const [index, [id, { days, ...counts }]] of posts.entries()) {
      const { likeCount, commentCount, repostCount, stats } = shown(found[index]) ?? {}
      comparison.count(`likes of post ${id}`, counts.likes, likeCount)
      comparison.count(`comments of post ${id}`, counts.comments, commentCount)
      comparison.count(`reposts of post ${id}`, counts.reposts, repostCount)
      comparison.count(`views of post ${id}`, counts.views, stats?.views)
      const daily = new Map(stats?.daily.map(({ date, ...ofDay }) => [date, ofDay]))
      for (const [date, expected] of days)
        for (const what of ['views', 'likes', 'comments', 'reposts'] as const)
          comparison.count(`${what} of post ${id} on ${date}`, expected[what], daily.get(date)?.[what])
    }
  }
}

/** Each comment is there, with its likes. */
async function compareComments(
  client: ForumClient,
  life: Life,
  manifest: Manifest,
  comparison: Comparison,
): Promise<void> {
  const shape = z.record(z.string(), z.object({ likeCount: z.number(), removal: removalShape }).nullable())
  for (const comments of chunks(life.comments, 25)) {
    const fields = comments
      .map(({ id }, index) => `c${index}: comment(id: "${id}") { likeCount removal { reason } }`)
      .join(' ')
    const found = await client.ask(`query SeedComments { ${fields} }`, {}, shape)
    for (const [index, { id }] of comments.entries())
      comparison.count(
        `likes of comment ${id}`,
        manifest.commentLikes.get(id) ?? 0,
        shown(found[`c${index}`])?.likeCount,
      )
  }
}

function shown<Text extends { removal: object | null }>(text: Text | null | undefined): Text | null {
  return text && !text.removal ? text : null
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
