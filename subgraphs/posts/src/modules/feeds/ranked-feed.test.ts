import { randomUUID } from 'node:crypto'
import type { Viewer } from '@forum/graphql-kit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TestPosts, testPosts } from '../../../tests/test-posts.ts'
import { confirmed, toldRanking } from '../../../tests/told-ranking.ts'

const feed = `query ($kind: FeedKind!, $window: Window, $tag: String, $first: Int, $after: String) {
  feed(kind: $kind, window: $window, tag: $tag, first: $first, after: $after) {
    served edges { cursor served why { likes comments reposts people hours } node { id } } pageInfo { hasNextPage endCursor } } }`
const activity = `query ($kind: FeedKind!, $since: DateTime!) { feedActivity(kind: $kind, since: $since) { newPosts } }`

const minuteMs = 60_000

type Edge = { served: string; why: object | null; node: { id: string } }
type Page = { served: string; edges: Edge[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
const ids = ({ edges }: { edges: readonly Edge[] }) => edges.map(({ node }) => node.id)

async function world() {
  const posts: TestPosts = await testPosts()
  const [ann, bob] = [await posts.person('ann'), await posts.person('bob')]
  const read = async (viewer: Viewer | null, variables: Record<string, unknown>): Promise<Page> =>
    (await posts.ask(viewer, feed, variables)).data.feed
  /** To the end of a feed, with what happens between its pages. */
  const walk = async (variables: Record<string, unknown>, between = async () => {}, viewer: Viewer | null = null) => {
    const edges: Edge[] = []
    for (let after: string | null = null, pages = 0; ; pages += 1) {
      if (pages > 100) throw new Error('the walk does not end')
      const page: Page = await read(viewer, { ...variables, after })
      edges.push(...page.edges)
      if (!page.pageInfo.hasNextPage) return edges
      after = page.pageInfo.endCursor
      await between()
    }
  }
  return { ...posts, ann, bob, read, walk }
}

test('HOT is in the order of its scores, then by id, says why, and goes on with LATEST of the others', async () => {
  const { ann, post, services, clock, read, walk } = await world()
  const made = [await post(ann), await post(ann), await post(ann), await post(ann), await post(ann)]
  const [one = '', two = '', three = '', four = '', five = ''] = made
  const scores = [two, four].toSorted().map((id) => [id, 5] as const)
  await services.rankings.keep(toldRanking('HOT', [[one, 7], ...scores], { asOf: clock.now() }))
  const all = await read(null, { kind: 'HOT', window: 'DAY' })
  expect(all.served).toBe('HOT')
  expect(ids(all)).toEqual([one, ...[two, four].toSorted(), five, three])
  expect(all.edges.map(({ served }) => served)).toEqual(['HOT', 'HOT', 'HOT', 'LATEST', 'LATEST'])
  expect(all.edges.map(({ why }) => why)).toEqual([
    ...[7, 5, 5].map((likes) => ({ likes, comments: 0, reposts: 0, people: likes, hours: 48 })),
    null,
    null,
  ])
  for (const first of [1, 2, 3, 4]) expect(ids({ edges: await walk({ kind: 'HOT', first }) })).toEqual(ids(all))
})

test('TOP is by its window, and LATEST where nothing was told', async () => {
  const { ann, post, services, clock, read, ask } = await world()
  const [one, two] = [await post(ann), await post(ann)]
  await services.rankings.keep(toldRanking('TOP_DAY', [[one, 3]], { asOf: clock.now() }))
  await services.rankings.keep(
    toldRanking(
      'TOP_ALL',
      [
        [one, 9],
        [two, 8],
      ],
      { asOf: clock.now() },
    ),
  )
  const day = await read(null, { kind: 'TOP', window: 'DAY' })
  expect(day.edges.map(({ node, served, why }) => [node.id, served, why])).toEqual([
    [one, 'TOP', { likes: 3, comments: 0, reposts: 0, people: 3, hours: 24 }],
    [two, 'LATEST', null],
  ])
  expect((await read(null, { kind: 'TOP', window: 'ALL' })).edges[0]?.why).toMatchObject({ likes: 9, hours: 0 })
  const week = await read(null, { kind: 'TOP' })
  expect([week.served, ...week.edges.map(({ served }) => served)]).toEqual(['TOP', 'LATEST', 'LATEST'])
  const { endCursor } = (await read(null, { kind: 'TOP', window: 'ALL', first: 1 })).pageInfo
  const { codes } = await ask(null, feed, { kind: 'TOP', window: 'DAY', after: endCursor })
  expect(codes).toEqual(['BAD_USER_INPUT'])
})

test('a walk that began before anything was ranked misses nothing of what is ranked since', async () => {
  const { ann, post, services, clock, walk } = await world()
  const made = [await post(ann), await post(ann), await post(ann)]
  const edges = await walk({ kind: 'TOP', first: 1 }, () =>
    services.rankings.keep(toldRanking('TOP_WEEK', [[made[0] ?? '', 3]], { asOf: clock.now() })),
  )
  expect(ids({ edges })).toEqual(made.toReversed())
})

test('what is private, deleted or of another tag is not in the page, which is full all the same', async () => {
  const { ann, bob, post, services, clock, read } = await world()
  const hidden = await post(ann, { visibility: 'PRIVATE', tags: ['t'] })
  const gone = await post(ann, { tags: ['t'] })
  const made = [await post(ann, { tags: ['t'] }), await post(ann), await post(ann, { tags: ['t'] })]
  const [one = '', two = '', three = ''] = made
  await services.rankings.keep(
    toldRanking(
      'HOT',
      [hidden, gone, one, randomUUID(), two, three].map((id, index) => [id, 100 - index]),
      {
        asOf: clock.now(),
      },
    ),
  )
  await services.posts.delete(ann, gone)
  for (const viewer of [null, ann, bob]) {
    expect(ids(await read(viewer, { kind: 'HOT', first: 3 }))).toEqual([one, two, three])
    expect(ids(await read(viewer, { kind: 'HOT', tag: 't', first: 2 }))).toEqual([one, three])
  }
  await services.posts.update(ann, { id: one, visibility: 'PRIVATE' })
  expect(ids(await read(null, { kind: 'HOT' }))).toEqual([two, three])
  expect(ids(await read(null, { kind: 'HOT', tag: 'T' }))).toEqual([three])
})

test('HOT gives ACTIVE before Stats has said anything and when it was silent for ten minutes, and a walk ends where it began', async () => {
  const { ann, post, comment, services, clock, read, walk } = await world()
  const made = [await post(ann), await post(ann), await post(ann)]
  const [one = '', two = '', three = ''] = made
  await comment(ann, one)
  const active = [one, three, two]
  const before = await read(null, { kind: 'HOT', first: 1 })
  expect([before.served, ...before.edges.map(({ served, why }) => [served, why])]).toEqual(['ACTIVE', ['ACTIVE', null]])

  const snapshot = randomUUID()
  const told = toldRanking('HOT', [[two, 2]], { asOf: clock.now(), snapshot })
  await services.rankings.keep(told)
  const rest = await read(null, { kind: 'HOT', after: before.pageInfo.endCursor })
  expect([rest.served, ...ids(before), ...ids(rest)]).toEqual(['ACTIVE', ...active])

  const hot = await read(null, { kind: 'HOT', first: 1 })
  expect([hot.served, ...ids(hot)]).toEqual(['HOT', two])
  clock.pass(9 * minuteMs)
  await services.rankings.keep([confirmed('HOT', snapshot, clock.now())])
  await services.rankings.keep(told) // again, and later than what confirms it
  clock.pass(9 * minuteMs)
  expect((await read(null, { kind: 'HOT' })).served).toBe('HOT')
  clock.pass(2 * minuteMs)
  expect([
    (await read(null, { kind: 'HOT' })).served,
    ...ids({ edges: await walk({ kind: 'HOT', first: 1 }) }),
  ]).toEqual(['ACTIVE', ...active])
  const { served, ...went } = await read(null, { kind: 'HOT', after: hot.pageInfo.endCursor })
  expect([served, ...ids(went)]).toEqual(['HOT', three, one])
})

test('a snapshot counts when it is whole, in whatever order its parts come, and goes half an hour after the next', async () => {
  const { database, ann, post, services, clock, read } = await world()
  const made = [await post(ann), await post(ann), await post(ann)]
  const [one = '', two = '', three = ''] = made
  const old = toldRanking(
    'HOT',
    [
      [one, 9],
      [two, 8],
      [three, 7],
    ],
    { asOf: clock.now(), perPart: 1 },
  )
  await services.rankings.keep([old[2], old[0]].flatMap((part) => part ?? []))
  expect((await read(null, { kind: 'HOT' })).served).toBe('ACTIVE')
  await services.rankings.keep(old)
  expect(ids(await read(null, { kind: 'HOT' }))).toEqual([one, two, three])
  const { endCursor: after } = (await read(null, { kind: 'HOT', first: 1 })).pageInfo

  clock.pass(minuteMs)
  await services.rankings.keep(
    toldRanking(
      'HOT',
      [
        [three, 10],
        [two, 5],
        [one, 4],
      ],
      { asOf: clock.now() },
    ),
  )
  expect(ids(await read(null, { kind: 'HOT' }))).toEqual([three, two, one])
  expect(ids(await read(null, { kind: 'HOT', after }))).toEqual([two, three])
  const snapshots = () => database.sql.$queryRaw`SELECT id FROM ranking_snapshots WHERE ranking = 'HOT'`

  clock.pass(29 * minuteMs)
  const newest = toldRanking(
    'HOT',
    [
      [two, 8],
      [one, 3],
      [three, 2],
    ],
    { asOf: clock.now() },
  )
  await services.rankings.keep(newest)
  expect(await snapshots()).toHaveLength(3)
  expect(ids(await read(null, { kind: 'HOT', after }))).toEqual([two, three])
  clock.pass(2 * minuteMs)
  await services.rankings.keep(newest)
  expect(await snapshots()).toHaveLength(2)
  // Below 9, in the newest.
  expect(ids(await read(null, { kind: 'HOT', after }))).toEqual([two, one, three])
  // Who reads the topic from its start does not bring the old ones back.
  clock.pass(60 * minuteMs)
  await services.rankings.keep([...old, ...newest])
  expect(await snapshots()).toHaveLength(1)
})

test('feedActivity counts what is ranked and was written since', async () => {
  const { ann, post, services, clock, ask } = await world()
  const made = [await post(ann), await post(ann)]
  const since = clock.now()
  made.push(await post(ann))
  const newPosts = async (kind: string) =>
    (await ask(null, activity, { kind, since: since.toISOString() })).data.feedActivity.newPosts
  expect([await newPosts('HOT'), await newPosts('TOP')]).toEqual([1, 0]) // ACTIVE stands in for HOT
  for (const ranking of ['HOT', 'TOP_WEEK'] as const)
    await services.rankings.keep(
      toldRanking(
        ranking,
        made.map((id) => [id, 1]),
        { asOf: clock.now() },
      ),
    )
  expect([await newPosts('HOT'), await newPosts('TOP')]).toEqual([1, 1])
  await services.posts.update(ann, { id: made[2] ?? '', visibility: 'PRIVATE' })
  expect([await newPosts('HOT'), await newPosts('TOP')]).toEqual([0, 0])
})

test('a walk shows each post once while the ranking changes and posts come, and misses none that stayed', async () => {
  const { ann, bob, post, services, clock, walk } = await world()
  const ids: string[] = []
  for (let index = 0; index < 12; index += 1) ids.push(await post(ann, { tags: index % 2 ? ['t'] : [] }))
  const rank = (scores: readonly number[]) =>
    services.rankings.keep(
      toldRanking(
        'HOT',
        scores.flatMap((score, index) => (score > 0 && ids[index] ? [[ids[index], score] as const] : [])),
        {
          asOf: clock.now(),
          perPart: 2,
        },
      ),
    )
  const ranking = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 12 })
  const step = fc.record({ scores: ranking, hides: fc.nat(11), writes: fc.boolean() })
  const law = fc.assert(
    fc.asyncProperty(
      ranking,
      fc.array(step, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(null, 't'),
      async (begin, steps, first, tag) => {
        await rank(begin)
        const touched = new Set<string>()
        const left = [...steps]
        const between = async () => {
          const now = left.shift()
          if (!now) return
          await rank(now.scores)
          const id = ids[now.hides] ?? ''
          await services.posts.update(ann, { id, visibility: 'PRIVATE' })
          if (now.writes) await services.posts.update(ann, { id, visibility: 'PUBLIC' })
          touched.add(id)
          touched.add(await post(bob, { tags: ['t'] }))
        }
        const shown = (await walk({ kind: 'HOT', first, tag }, between)).map(({ node }) => node.id)
        expect(shown.filter((id, index) => shown.indexOf(id) !== index)).toEqual([])
        const stayed = ids.filter((id, index) => !touched.has(id) && (tag === null || index % 2 === 1))
        expect(stayed.filter((id) => !shown.includes(id))).toEqual([])
        for (const id of ids) await services.posts.update(ann, { id, visibility: 'PUBLIC' })
      },
    ),
    { numRuns: 15, endOnFailure: true },
  )
  await expect(law).resolves.toBeUndefined()
}, 120_000)
