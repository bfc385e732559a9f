import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ForumNetwork, Person } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

// What one page costs, counted in the drivers: the same for 20 posts as for 100, or something asks once for each row.

let forum: ForumNetwork
let reader: Person

beforeAll(async () => {
  forum = await startNetwork()
  reader = await forum.person('reader')
  const authors: Person[] = []
  for (let index = 0; index < 20; index += 1) authors.push(await forum.person(`author_${index}`))
  for (let round = 0; round < 5; round += 1)
    await Promise.all(authors.map((author, index) => author.post({ tags: [`tag-${index}`, `round-${round}`] })))
  for (const author of authors) await reader.follow(author)
  await forum.processAll()
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

const ofWeb = (file: string) => readFileSync(join(import.meta.dirname, '../web/src/features', file), 'utf8')

/** The feed as the web app asks for it, with each post's number beside it. */
function feed(first: number): string {
  const [rows] = ofWeb('feed/feed.graphql').split('query FeedActivity')
  const [people] = ofWeb('people/person.graphql').split('fragment PersonRow')
  const whole = `${people}\n${rows}`.replace('first: 20', `first: ${first}`)
  expect(whole).toContain(`first: ${first}`)
  return whole.replace('fragment PostRow on Post {', 'fragment PostRow on Post { stats { likes views } ')
}

type Page = { feed: { edges: { node: { tags: unknown[]; author: unknown; stats: unknown } }[] } }

async function counted(service: 'auth' | 'posts' | 'stats', name: string): Promise<number> {
  const text = await (await fetch(`${forum.service(service).metricsUrl}/metrics`)).text()
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith(name) && !/kind="(insert|command|batch)"|pool="background"/.test(line))
  expect(lines).not.toEqual([])
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

async function counts() {
  return {
    posts: await counted('posts', 'forum_postgres_statements_total'),
    auth: await counted('auth', 'forum_postgres_statements_total'),
    clickhouse: await counted('stats', 'forum_clickhouse_queries_total'),
  }
}

/** What a page costs that is not the first one of its reader. */
async function costOf(kind: string, first: number) {
  const ask = () => reader.client.query<Page>(feed(first), { kind })
  await ask()
  const before = await counts()
  const page = await ask()
  const after = await counts()
  expect(page.feed.edges).toHaveLength(first)
  for (const { node } of page.feed.edges) {
    expect(node.author).not.toBeNull()
    expect(node.stats).not.toBeNull()
    expect(node.tags).toHaveLength(2)
  }
  return {
    posts: after.posts - before.posts,
    auth: after.auth - before.auth,
    clickhouse: after.clickhouse - before.clickhouse,
  }
}

test.each(['LATEST', 'ACTIVE', 'FOLLOWING'])(
  'a page of the feed %s: 2 statements in Posts, 2 in Auth, 1 in ClickHouse',
  async (kind) => {
    const of20 = await costOf(kind, 20)
    expect(of20.posts).toBeLessThanOrEqual(2)
    expect(of20.auth).toBeLessThanOrEqual(2)
    expect(of20.clickhouse).toBeLessThanOrEqual(1)
    expect(await costOf(kind, 100)).toEqual(of20)
  },
)

test.each(['HOT', 'TOP'])(
  'a page of the feed %s also asks which snapshot it is, and what comes after its end',
  async (kind) => {
    const of20 = await costOf(kind, 20)
    expect(of20.posts).toBeLessThanOrEqual(4)
    expect(of20.auth).toBeLessThanOrEqual(2)
    expect(of20.clickhouse).toBeLessThanOrEqual(1)
    expect((await costOf(kind, 100)).posts).toBeLessThanOrEqual(4)
  },
)
