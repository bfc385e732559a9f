import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assembleSdl, encodeCursor, subgraphSchema, type Viewer } from '@forum/graphql-kit'
import { createLogger, createMetrics } from '@forum/service-kit'
import { testBroker, testDatabase } from '@forum/testing'
import { execute, parse } from 'graphql'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContext } from '../src/context.ts'
import { openDatabase } from '../src/database/database.ts'
import { mergedResolvers } from '../src/resolvers.ts'
import { createServices, type Services } from '../src/services.ts'
import { type PlanNode, readings, readPlan, rowsGiven } from './query-plans/plan.ts'
import { recordStatements, type Statement } from './query-plans/recorded-statements.ts'
import { nobodysRank } from './test-posts.ts'

const person = (number: number) => `a0000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const manyComments = 'b0000000-0000-7000-8000-000000018697'
const busyPost = 'b0000000-0000-7000-8000-00000001869f'
const branch = 'c0000000-0000-7000-8000-000000009c41'
const asUser = (ref: string, list: string) =>
  `{ _entities(representations: [{ __typename: "User", id: "${ref}" }]) { ... on User { ${list} } } }`
const onPost = (list: string) => `{ post(id: "${busyPost}") { ${list} } }`

const told = 'id kind actors { id } actorCount seen read post { title } comment { id }'
const asViewer = (list: string) =>
  `{ _entities(representations: [{ __typename: "Viewer", id: "${person(1)}" }]) { ... on Viewer { ${list} } } }`

const following = '{ feed(kind: FOLLOWING, first: 20) { edges { node { id } repost { count } } } }'

const hot = 'e0000000-0000-7000-8000-000000000001'
const afterHot = encodeCursor('HOT LATEST', [hot, '2027-02-05T12:00:00.000Z', person(1)])
const afterTop = encodeCursor('TOP_WEEK LATEST', [hot, '2027-02-05T12:00:00.000Z', person(1)])

/** Every list of the schema, as a page of 20 that exists at this size. */
const lists: Record<string, string> = {
  'feed LATEST': '{ feed(kind: LATEST, first: 20) { edges { node { id title tags { name } } } } }',
  'feed ACTIVE': '{ feed(kind: ACTIVE, first: 20) { edges { node { id } } } }',
  'feed LATEST of a tag': '{ feed(kind: LATEST, tag: "tag7", first: 20) { edges { node { id } } } }',
  'feed ACTIVE of a tag': '{ feed(kind: ACTIVE, tag: "tag7", first: 20) { edges { node { id } } } }',
  'feed HOT': '{ feed(kind: HOT, first: 20) { served edges { served node { id } } } }',
  'feed TOP of the week': '{ feed(kind: TOP, first: 20) { edges { node { id } } } }',
  'posts of a person': asUser(person(2), 'posts(first: 20) { edges { node { id } } }'),
  'comments of a person': asUser(person(2), 'comments(first: 20) { edges { node { id post { title } } } }'),
  followers: asUser(person(1), 'followers(first: 20) { edges { node { id } } }'),
  following: asUser(person(1), 'following(first: 20) { edges { node { id } } }'),
  likedBy: onPost('likedBy(first: 20) { edges { node { id } } }'),
  repostedBy: onPost('repostedBy(first: 20) { edges { node { id } } }'),
  'comments, oldest': onPost('comments(first: 20, sort: OLDEST) { edges { node { id body } } }'),
  'comments, newest': onPost('comments(first: 20, sort: NEWEST) { edges { node { id body } } }'),
  'comments, by likes': onPost('comments(first: 20, sort: TOP) { edges { node { id likeCount } } }'),
  'a long thread, by likes': onPost('thread(first: 20, sort: TOP) { edges { node { id likeCount } } }'),
  'replies, by likes': `{ comment(id: "${branch}") { replies(first: 20, sort: TOP) { edges { node { id } } } } }`,
  'thread, oldest': onPost('thread(first: 20, sort: OLDEST) { edges { node { id } } }'),
  'thread, newest': onPost('thread(first: 20, sort: NEWEST) { edges { node { id } } }'),
  replies: `{ comment(id: "${branch}") { replies(first: 20) { edges { node { id } } } } }`,
  'acts upon oneself': `{ _entities(representations: [{ __typename: "Viewer", id: "${person(1)}" }]) { ... on Viewer { acts(first: 20) { edges { node { id } } } } } }`,
  bookmarks: `{ _entities(representations: [{ __typename: "Viewer", id: "${person(1)}" }]) { ... on Viewer { bookmarks(first: 20) { edges { node { id } } } } } }`,
  tags: '{ tags(first: 20) { edges { node { name postCount } } } }',
  'tags by name': '{ tags(query: "tag1", first: 20) { edges { node { name } } } }',
}

/** What moderators read besides: the log, and a thread with what was removed in it. */
const asModerator: Record<string, string> = {
  'log of acts': '{ moderationActs(first: 20) { edges { node { id comment { id } } } } }',
  'acts upon somebody': `{ moderationActs(userId: "${person(3)}", first: 20) { edges { node { id } } } }`,
  'comments with removed ones, newest': onPost(
    'comments(first: 20, sort: NEWEST) { edges { node { id removal { reason } } } }',
  ),
  'thread with removed ones, oldest': onPost('thread(first: 20, sort: OLDEST) { edges { node { id } } }'),
  'thread with removed ones, newest': onPost('thread(first: 20, sort: NEWEST) { edges { node { id } } }'),
  'replies with removed ones': `{ comment(id: "${branch}") { replies(first: 20) { edges { node { id } } } } }`,
}

/** A page is the newest of six walks, each of whose rows is looked at for whether it may be shown, and of its comments some. */
const inboxes: Record<string, string> = {
  inbox: asViewer(`notifications(first: 20) { edges { node { ${told} } } }`),
  'inbox of one kind': asViewer(`notifications(first: 20, kinds: [REPLY]) { edges { node { ${told} } } }`),
  'inbox, unread': asViewer(`notifications(first: 20, unreadOnly: true) { edges { node { ${told} } } }`),
  'inbox, all who liked': asViewer(
    'notifications(first: 20) { edges { node { allActors(first: 20) { edges { node { id } } } } } }',
  ),
}

/** Searches read more by design: the newest 1,000 matches are ranked, and the people nearest by each name. */
const searches: Record<string, string> = {
  'search of a common word': '{ searchPosts(query: "readers", first: 20) { edges { node { id } } } }',
  'search of a rare word': '{ searchPosts(query: "редкость", first: 20) { edges { node { id } } } }',
  'search of people': '{ searchUsers(query: "person_c4ca", first: 20) { edges { node { id } } } }',
}

let services: Services
let client: pg.Client
let sizes: ReadonlyMap<string, number>

const sdl = assembleSdl({ directory: join(import.meta.dirname, '../src/modules') })
const schema = subgraphSchema(sdl, mergedResolvers())

beforeAll(async () => {
  const { url } = await testDatabase('posts')
  client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(await readFile(join(import.meta.dirname, 'query-plans/big-forum.sql'), 'utf8'))
  // As autovacuum would by then: an index answers alone only for pages that it knows to be visible to all.
  await client.query('VACUUM posts')
  await client.query('SET plan_cache_mode = force_generic_plan')
  const { rows } = await client.query<{ name: string; size: number }>(
    "SELECT relname AS name, reltuples AS size FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
  )
  sizes = new Map(rows.map(({ name, size }) => [name, size]))
  const metrics = createMetrics('posts')
  const logger = createLogger({ name: 'query-plans', level: 'error' })
  const database = openDatabase({ url, logger, metrics })
  const producer = (await testBroker()).producer()
  // The day after the last post: a walk begins now.
  const clock = { now: () => new Date('2027-02-06T00:00:00.000Z') }
  services = createServices({
    database,
    producer,
    accountStatus: async () => null,
    standing: nobodysRank,
    logger,
    metrics,
    seeding: false,
    clock,
  })
  return async () => {
    await services.markdown.close()
    await database.close()
  }
})

afterAll(() => client.end())

/** Runs an operation and answers the statements that it sent; a list that is empty here would show nothing. */
async function statementsOf(
  operation: string,
  viewerId = person(1),
  role: Viewer['role'] = 'USER',
): Promise<Statement[]> {
  const viewer = { id: viewerId, handle: 'somebody', role, sessionId: person(9), scopes: ['*'] }
  const contextValue = createContext(services, { viewer, visitorId: null })
  let answer: unknown
  const statements = await recordStatements(async () => {
    answer = await execute({ schema, document: parse(operation), contextValue })
  })
  expect(JSON.stringify(answer)).not.toContain('"errors"')
  expect(JSON.stringify(answer).match(/"(id|name|word)":/g)?.length ?? 0).toBeGreaterThan(2)
  const reading = statements.filter(({ text }) => /^\s*(\(|SELECT|WITH)/i.test(text))
  expect(reading).not.toEqual([])
  return reading
}

/** The same for what the gateway asks without GraphQL. */
async function statementsOfParts(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements = await recordStatements(work)
  expect(statements).not.toEqual([])
  return statements
}

/** The plan that Postgres uses for a statement whatever its values, run with these. */
async function explain({ text, values }: Statement) {
  const given = values.map((value) => pg.escapeLiteral(textOf(value))).join(', ')
  await client.query(`PREPARE listed AS ${text}`)
  try {
    const { rows } = await client.query(
      `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE listed ${given === '' ? '' : `(${given})`}`,
    )
    return readPlan(rows[0]['QUERY PLAN'])
  } finally {
    await client.query('DEALLOCATE listed')
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map((item) => JSON.stringify(String(item))).join(',')}}`
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  return value instanceof Date ? value.toISOString() : String(value)
}

const smallTable = 10_000
const rowsForEachGiven = 10

/** Reads no table whole, and at most so many rows and 10 for each one that a statement gives. */
async function expectFewRead(statements: readonly Statement[], most = 0): Promise<void> {
  for (const statement of statements) {
    const plan = await explain(statement)
    const read = readings(plan)
    expect({ statement, whole: wholeTables(read) }).toEqual({ statement, whole: [] })
    const rows = read.reduce((sum, one) => sum + one.rows, 0)
    expect(rows, `${statement.text}\n${JSON.stringify(read)}`).toBeLessThanOrEqual(
      most + rowsForEachGiven * Math.max(1, rowsGiven(plan)),
    )
  }
}

test.for(Object.entries(lists))('%s reads what it gives', async ([, operation]) => {
  await expectFewRead(await statementsOf(operation))
})

test.for(Object.entries(asModerator))('%s reads what it gives', async ([, operation]) => {
  const ownReactions = 6
  await expectFewRead(await statementsOf(operation, person(9), 'MODERATOR'), ownReactions)
})

test.for([`kind: HOT, after: "${afterHot}"`, `kind: TOP, tag: "tag7", after: "${afterTop}"`])(
  'feed(%s), below what is ranked, also looks for its snapshot',
  async (asked) => {
    const snapshots = 31 // so few that Postgres reads them all
    await expectFewRead(await statementsOf(`{ feed(first: 20, ${asked}) { edges { served node { id } } } }`), snapshots)
  },
)

test('a feed of a ranking of which nothing may be seen looks at what it ranks, and then at a page of the others', async () => {
  await client.query(
    "UPDATE posts SET visibility = 'PRIVATE' WHERE id IN (SELECT post_id FROM ranked_posts WHERE snapshot_id = $1)",
    [hot],
  )
  try {
    await expectFewRead(
      await statementsOf('{ feed(kind: HOT, first: 20) { edges { node { id } } } }', person(3)),
      2_000,
    )
  } finally {
    await client.query(
      "UPDATE posts SET visibility = 'PUBLIC' WHERE id IN (SELECT post_id FROM ranked_posts WHERE snapshot_id = $1)",
      [hot],
    )
  }
})

test('a thread by likes reads its own comments alone', async () => {
  const own = 2_000
  const thread = `{ post(id: "${manyComments}") { thread(first: 20, sort: TOP) { edges { node { id } } } } }`
  await expectFewRead(await statementsOf(thread), 2 * own)
})

test.for(Object.entries(inboxes))('%s reads six pages and what they tell of', async ([, operation]) => {
  const [kinds, page, looks] = [6, 21, 5]
  await expectFewRead(await statementsOf(operation), kinds * page * looks)
})

test('both counts of a million notifications look at 100', async () => {
  const counts = await statementsOfParts(async () => {
    expect(await services.notifications.countUnread(person(1))).toBe(100)
    expect(await services.notifications.countUnseen(person(1))).toBe(100)
  })
  await expectFewRead(counts, rowsForEachGiven * 100)
})

test('a notification, and what is marked, are looked up', async () => {
  const id = 'e0000000-0000-7000-8000-000000000005'
  await expectFewRead(await statementsOf(`{ notification(id: "${id}") { id kind actors { id } post { id } } }`), 20)
})

test('the walk of an inbox looks at no more than 1,000 rows that moved since it began', async () => {
  const long = '2020-01-01T00:00:00.000Z'
  const after = encodeCursor('inbox', [long, long, person(1)])
  const statements = await statementsOfParts(() =>
    services.notifications.page(person(1), { first: 20, after, kinds: ['LIKE'] }),
  )
  await expectFewRead(statements, 1_000 + rowsForEachGiven)
})

test.for(['', 'person_c', 'zzz'])(
  'completing "%s" looks at one thread, whom one follows and a few others',
  async (prefix) => {
    const statements = await statementsOfParts(() => services.mentions.suggest(person(1), { prefix, postId: busyPost }))
    // The writers of 500 comments and 300 followed people, each with two names.
    await expectFewRead(statements, 500 + 300 + 2 * 801 + 100)
  },
)

test('what watchers are told of is read a batch at a time', async () => {
  await client.query(`INSERT INTO thread_news (post_id, comments_until) VALUES ('${busyPost}', '2026-07-01')`)
  const statements = await statementsOfParts(() => services.threadNews.tellAll())
  const watching = statements.filter(({ text }) => text.includes('is_due'))
  expect(watching.length).toBeGreaterThan(5)
  // For each of 200 its settings, its post and the newest comment that it was not told of.
  await expectFewRead(watching.slice(0, 1), 200 * rowsForEachGiven)
})

test('feed FOLLOWING of three people reads what it gives', async () => {
  await expectFewRead(await statementsOf(following, person(2)))
})

test('feed FOLLOWING of 300 people also looks at what each did last', async () => {
  // They mute threads, so that a page looks at more than it shows.
  await expectFewRead(await statementsOf(following, person(1)), (rowsForEachGiven + 1) * 300)
})

/** Has hidden 5,000 people, half of those who write, and 200 words: half of what an index gives is looked at in vain. */
const hider = person(3)
const ofHider: Record<string, string> = {
  ...lists,
  bookmarks: String(lists.bookmarks).replaceAll(person(1), hider),
  'acts upon oneself': String(lists['acts upon oneself']).replaceAll(person(1), hider),
  blocked: `{ _entities(representations: [{ __typename: "Viewer", id: "${hider}" }]) { ... on Viewer { blocked(first: 20) { edges { node { id } } } } } }`,
  muted: `{ _entities(representations: [{ __typename: "Viewer", id: "${hider}" }]) { ... on Viewer { muted(first: 20) { edges { node { id } } } } } }`,
  'muted words': `{ _entities(representations: [{ __typename: "Viewer", id: "${hider}" }]) { ... on Viewer { mutedWords { word } } } }`,
}
/** Of each row that is looked at: the row, its post, the person asked for, the post's words. And 200 muted words, thrice. */
const [looksForEach, mutedWords] = [4, 3 * 200]

test.for(Object.entries(ofHider).filter(([name]) => !name.endsWith('of a person')))(
  '%s of a reader who has hidden 5,000 people and 200 words is walked along its index, too',
  async ([name, operation]) => {
    // Of a ranking they have hidden every writer, and it is looked at whole.
    const inVain = /HOT|TOP of/.test(name) ? 1_000 : 3 * 21
    await expectFewRead(await statementsOf(operation, hider), mutedWords + looksForEach * inVain)
  },
)

test('feed FOLLOWING of that reader looks at ten pages and what 300 people did last', async () => {
  await expectFewRead(
    await statementsOf(following, hider),
    mutedWords + rowsForEachGiven * 300 + looksForEach * 10 * 21,
  )
})

test('search of that reader looks at each match once more, and in vain at those of hidden people', async () => {
  const [window, day] = [1_000, 250]
  const search = String(searches['search of a common word'])
  await expectFewRead(await statementsOf(search, hider), 2 * (2 * window + day))
})

test.for(Object.entries(searches))('%s reads its window, and the day in which that ends', async ([, operation]) => {
  const [window, day] = [1_000, 250]
  await expectFewRead(await statementsOf(operation), window + day)
})

test('the parts of the sitemap are counted in statements that read a part of an index each', async () => {
  const statements = await statementsOfParts(() => services.sitemap.count())
  expect(services.sitemap.parts()).toEqual({ posts: 10, people: 1, tags: 2 })
  // Skipping 10,000 entries of an index gives one of them.
  const partSize = 10_000
  await expectFewRead(statements, partSize + 1)
})

test.for([
  ['posts', 3],
  ['people', 1],
  ['tags', 1],
] as const)('a part of the sitemap with %s reads what it gives', async ([list, number]) => {
  await services.sitemap.count()
  const part = await services.sitemap.read(list, number)
  expect(part?.length).toBeGreaterThan(1_000)
  await expectFewRead(await statementsOfParts(() => services.sitemap.read(list, number)))
})

/** Every row that a node of the plan passes on: days that are walked are no table's rows. */
const work = (plan: PlanNode): number =>
  rowsGiven(plan) + (plan.Plans ?? []).reduce((sum, below) => sum + work(below), 0)

test.for(['9999-12-31T23:59:59.999Z', '2100-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'])(
  'search after a cursor of %s costs no more than a page without one',
  async (time) => {
    const query = (after: string) => `{ searchPosts(query: "редкость", first: 2${after}) { edges { node { id } } } }`
    const searchOf = async (after: string) => {
      const sent = await statementsOf(`{ tags(first: 3) { edges { node { name } } } ${query(after).slice(1)}`)
      const search = sent.find(({ text }) => text.includes('generate_series'))
      if (!search) throw new Error('no search was sent')
      return work(await explain(search))
    }
    const cursor = encodeCursor('search', [time, 1_000_000, person(1)])
    expect(await searchOf(`, after: "${cursor}"`)).toBeLessThanOrEqual((await searchOf('')) + 10)
  },
)

const wholeTables = (read: ReturnType<typeof readings>) =>
  read.filter(({ relation, how }) => how === 'Seq Scan' && (sizes.get(relation) ?? 0) > smallTable)

test('a table that is read whole is noticed', async () => {
  const plan = await explain({ text: "SELECT id FROM posts WHERE body LIKE '%no index helps%'", values: [] })
  expect(wholeTables(readings(plan))).not.toEqual([])
})
