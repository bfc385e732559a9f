import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type TestPosts, testPosts } from './test-posts.ts'
import { toldRanking } from './told-ranking.ts'

// A cursor comes from the client. Whatever it holds, a list answers as it would from a place that can exist, or says that it is not its cursor.

const pageInfo = 'pageInfo { hasNextPage endCursor }'
const inPost = (field: string, args = '') =>
  `query ($post: ID!, $after: String) { post(id: $post) { list: ${field}(first: 1, after: $after${args}) { edges { cursor } ${pageInfo} } } }`
const inUser = (field: string) =>
  `query ($person: ID!, $after: String) { _entities(representations: [{ __typename: "User", id: $person }]) {
    ... on User { list: ${field}(first: 1, after: $after) { edges { cursor } ${pageInfo} } } } }`
const atRoot = (field: string) =>
  `query ($after: String) { list: ${field} first: 1, after: $after) { edges { cursor } ${pageInfo} } }`

const lists = {
  LATEST: atRoot('feed(kind: LATEST,'),
  ACTIVE: atRoot('feed(kind: ACTIVE,'),
  FOLLOWING: atRoot('feed(kind: FOLLOWING,'),
  'LATEST by tag': atRoot('feed(kind: LATEST, tag: "t",'),
  'ACTIVE by tag': atRoot('feed(kind: ACTIVE, tag: "t",'),
  'FOLLOWING by tag': atRoot('feed(kind: FOLLOWING, tag: "t",'),
  search: atRoot('searchPosts(query: "apples",'),
  'search of people': atRoot('searchUsers(query: "person",'),
  tags: atRoot('tags('),
  'tags by name': atRoot('tags(query: "t",'),
  'posts of a user': inUser('posts'),
  followers: inUser('followers'),
  following: inUser('following'),
  bookmarks: `query ($person: ID!, $after: String) { _entities(representations: [{ __typename: "Viewer", id: $person }]) {
    ... on Viewer { list: bookmarks(first: 1, after: $after) { edges { cursor } ${pageInfo} } } } }`,
  inbox: `query ($person: ID!, $after: String) { _entities(representations: [{ __typename: "Viewer", id: $person }]) {
    ... on Viewer { list: notifications(first: 1, after: $after) { edges { cursor } ${pageInfo} } } } }`,
  'who liked': inPost('likedBy'),
  'who reposted': inPost('repostedBy'),
  'comments, the oldest first': inPost('comments'),
  'comments, the newest first': inPost('comments', ', sort: NEWEST'),
  'a thread, the oldest first': inPost('thread'),
  'a thread, the newest first': inPost('thread', ', sort: NEWEST'),
  'comments by likes': inPost('comments', ', sort: TOP'),
  'a thread by likes': inPost('thread', ', sort: TOP'),
  'replies by likes': `query ($comment: ID!, $after: String) { comment(id: $comment) { list: replies(first: 1, after: $after, sort: TOP) { edges { cursor } ${pageInfo} } } }`,
  HOT: atRoot('feed(kind: HOT,'),
  'HOT below what is ranked': atRoot('feed(kind: HOT, tag: "ta",'),
  TOP: atRoot('feed(kind: TOP, window: ALL,'),
  replies: `query ($comment: ID!, $after: String) { comment(id: $comment) { list: replies(first: 1, after: $after) { edges { cursor } ${pageInfo} } } }`,
}

const encode = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
const decode = (cursor: string): unknown[] => JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))

type Page = { edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
type World = { ask: (list: string, after: string | null) => Promise<{ page: Page | null; codes: string[] }> }

async function build(): Promise<World> {
  const world: TestPosts = await testPosts()
  const { services, person, post, comment } = world
  const [one, two] = [await person('person_one'), await person('person_two')]
  await services.follows.follow(one, two.id)
  await services.follows.follow(two, one.id)
  await services.follows.follow(await person('person_three'), one.id)
  await services.follows.follow(one, (await person('person_four')).id)
  const [mine, theirs] = [
    await post(one, { body: 'apples', tags: ['t', 'ta'] }),
    await post(two, { body: 'apples apples', tags: ['t', 'tb'] }),
  ]
  await post(one, { body: 'apples' })
  await post(two, { body: 'apples', tags: ['t'] })
  for (const id of [mine, theirs]) {
    await services.bookmarks.add(one, id)
    for (const viewer of [one, two]) {
      await services.likes.likePost(viewer, id)
      await services.reposts.repost(viewer, id)
    }
  }
  const asOf = new Date()
  for (const ranking of ['HOT', 'TOP_ALL'] as const)
    await services.rankings.keep(
      toldRanking(
        ranking,
        [
          [theirs, 2],
          [mine, 1],
        ],
        { asOf },
      ),
    )
  const top = await comment(one, mine)
  for (const parentId of [undefined, top, top]) await comment(two, mine, parentId ? { parentId } : {})
  return {
    ask: async (list, after) => {
      const { data, codes } = await world.ask(one, list, { after, post: mine, person: one.id, comment: top })
      const found = data.list ?? data.post?.list ?? data._entities?.[0]?.list ?? data.comment?.list ?? null
      return { page: found, codes }
    },
  }
}

let ask: World['ask']
beforeAll(async () => {
  ;({ ask } = await build())
})

const isTime = (part: unknown): part is string => typeof part === 'string' && /^\d{4}-\d\d-\d\dT/.test(part)
const farTimes = ['9999-12-31T23:59:59.999Z', '2100-01-01T00:00:00.000Z']
const longAgo = ['0001-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z']
const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      ...farTimes,
      ...longAgo,
      '-infinity',
      'infinity',
      'now',
      '+010000-01-01T00:00:00.000Z',
      '0000-01-01T00:00:00.000Z',
    ],
    ...[
      '',
      '\u0000',
      '\ud800',
      'ff'.repeat(22),
      '00'.repeat(22),
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
      "'; DROP TABLE posts",
    ],
    ...[0, -0, -1, 0.5, 1e-300, 1e300, 2 ** 31, 2 ** 63, Number.MIN_VALUE, Number.MAX_VALUE, null, true, [], {}, [[]]],
  ),
  fc.double(),
  fc.date({ noInvalidDate: true, min: new Date(-62e12), max: new Date(253e12) }).map((date) => date.toISOString()),
  fc.uuid(),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

test.each(Object.entries(lists))(
  '%s: a cursor that holds anything is answered or refused, never a fault',
  async (_name, list) => {
    const cursor = (await ask(list, null)).page?.pageInfo.endCursor
    if (!cursor) throw new Error('the list is empty')
    const [kind, ...parts] = decode(cursor)
    const law = fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(hostile), { minLength: parts.length, maxLength: parts.length + 1 }),
        async (given) => {
          const mixed = given.map((part, index) => part ?? parts[index] ?? 0)
          const { page, codes } = await ask(list, encode([kind, ...mixed]))
          expect(page ? codes : [...new Set(codes)]).toEqual(page ? [] : ['BAD_USER_INPUT'])
        },
      ),
      { numRuns: 60, endOnFailure: true },
    )
    await expect(law).resolves.toBeUndefined()
  },
)

test.each(Object.entries(lists))(
  '%s: numbers that are not finite, and other types, are refused',
  async (_name, list) => {
    const [kind, ...parts] = decode((await ask(list, null)).page?.pageInfo.endCursor ?? '')
    for (const index of parts.keys())
      for (const wrong of ['1e999', '-1e999', 'true', '{}', '[]', 'null', 'NaN']) {
        const items = [kind, ...parts].map((part, at) => (at === index + 1 ? wrong : JSON.stringify(part)))
        const { codes } = await ask(list, Buffer.from(`[${items.join(',')}]`).toString('base64url'))
        expect([index, wrong, codes]).toEqual([index, wrong, ['BAD_USER_INPUT']])
      }
  },
)

const timed = Object.entries(lists).filter(
  ([name]) => !/tag(s|s by name)$|people|thread|by likes|^(HOT|TOP)/.test(name),
)

test.each(timed)('%s: a time beyond the newest or before the oldest is an end of the list', async (name, list) => {
  const whole = (await ask(list, null)).page
  const parts = decode(whole?.pageInfo.endCursor ?? '')
  const ends = async (times: readonly string[]) =>
    Promise.all(
      times.map(async (time) => {
        // A place that no row has, so that only the time counts.
        const moved = parts.map((part) => (isTime(part) ? time : typeof part === 'number' ? 1 : part))
        return (await ask(list, encode(moved))).page?.edges.length
      }),
    )
  const isOldestFirst = /oldest|replies/.test(name)
  expect(await ends(isOldestFirst ? longAgo : farTimes)).toEqual([1, 1])
  expect(await ends(isOldestFirst ? farTimes : longAgo)).toEqual([0, 0])
})
