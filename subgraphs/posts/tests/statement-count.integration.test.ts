import { expect, test } from 'vitest'
import { testPosts } from './test-posts.ts'
import { toldRanking } from './told-ranking.ts'

// What the home page asks of Posts, signed in; the rest of it (handles, views) is asked of the other subgraphs.
const home = `query Home($kind: FeedKind!, $first: Int!) { feed(kind: $kind, first: $first) { served pageInfo { hasNextPage endCursor }
  edges { cursor repost { count latestAt users { id } } node { ref id title excerpt visibility createdAt edited version lastActivityAt
    author { id viewerFollows } tags { id name } likeCount commentCount repostCount viewerHasLiked viewerHasReposted viewerHasBookmarked
    viewerCanEdit viewerCanDelete viewerCanComment } } } }`

test('a home page costs at most 3 statements, of a ranking 4, signed in, for 20 posts by 20 authors as for 100', async () => {
  const { ask, person, post, services, clock, statements } = await testPosts()
  const me = await person('me')
  const people = await Promise.all(Array.from({ length: 20 }, (_, index) => person(`author${index}`)))
  for (const [index, author] of people.entries()) {
    await services.follows.follow(me, author.id)
    for (let each = 0; each < 5; each += 1) {
      const id = await post(author, { tags: ['all', `tag${index}`] })
      if (each === 0) await services.reposts.repost(people[(index + 1) % 20] ?? me, id)
      if (each === 1) await services.likes.likePost(me, id)
    }
  }
  const { data } = await ask(me, home, { kind: 'LATEST', first: 100 })
  const ids: string[] = data.feed.edges.map((edge: { node: { id: string } }) => edge.node.id)
  for (const ranking of ['HOT', 'TOP_WEEK'] as const)
    await services.rankings.keep(
      toldRanking(
        ranking,
        ids.slice(0, 30).map((id) => [id, 1]),
        { asOf: clock.now() },
      ),
    )
  const cost = async (kind: string, first: number) => {
    const before = await statements()
    const { data, codes } = await ask(me, home, { kind, first })
    expect([codes, data.feed?.served]).toEqual([[], kind])
    expect(data.feed.edges).toHaveLength(first)
    return (await statements()) - before
  }
  for (const kind of ['LATEST', 'ACTIVE', 'FOLLOWING'])
    for (const first of [20, 100]) expect([kind, first, (await cost(kind, first)) <= 3]).toEqual([kind, first, true])
  // Which snapshot it is, what that ranks, and what comes after its end.
  for (const kind of ['HOT', 'TOP'])
    for (const first of [20, 100])
      expect([kind, first, await cost(kind, first)]).toEqual([kind, first, first === 20 ? 3 : 4])
})

const threadPage = `query ($id: ID!) { post(id: $id) { id title bodyHtml author { id viewerFollows viewerBlocks } viewerCanComment thread(first: 50) {
  edges { node { id body hidden author { id } parent { id } } } } } }`
const personPage = `query ($user: [_Any!]!) { _entities(representations: $user) { ... on User { followerCount viewerFollows viewerBlocks viewerMutes
  posts(first: 20) { edges { node { id } } } comments(first: 20) { edges { node { id body } } } } } }`

test('blocks, mutes and muted words cost no statement: of a feed, a thread and a person’s page', async () => {
  const { ask, person, post, comment, services, statements } = await testPosts()
  const [plain, hider] = [await person('plain'), await person('hider')]
  const people = await Promise.all(Array.from({ length: 8 }, (_, index) => person(`author${index}`)))
  const [first, second, third] = people
  if (!first || !second || !third) throw new Error('nobody is there')
  for (const each of people) {
    for (const viewer of [plain, hider]) await services.follows.follow(viewer, each.id)
    await post(each)
  }
  const id = await post(first)
  const above = await comment(second, id)
  await comment(third, id, { parentId: above })
  await services.blocks.block(hider, second.id)
  await services.blocks.mute(hider, String(people[5]?.id))
  await services.mutedWords.mute(hider, { word: '"some other words"' })
  const user = [{ __typename: 'User', id: first.id }]
  const cost = async (viewer: typeof plain | null, query: string, variables: Record<string, unknown>) => {
    const before = await statements()
    expect((await ask(viewer, query, variables)).codes).toEqual([])
    return (await statements()) - before
  }
  const pages: [string, Record<string, unknown>, number][] = [
    [home, { kind: 'LATEST', first: 20 }, 3],
    [home, { kind: 'ACTIVE', first: 20 }, 3],
    [home, { kind: 'FOLLOWING', first: 20 }, 3],
    [threadPage, { id }, 4],
    [personPage, { user }, 4],
  ]
  for (const [query, variables, most] of pages) {
    const costs = [await cost(plain, query, variables), await cost(hider, query, variables)]
    expect([query, costs[0]]).toEqual([query, costs[1]])
    expect(costs[1]).toBeLessThanOrEqual(most)
    const ofGuest = query.includes('$kind') && variables.kind === 'FOLLOWING' ? 0 : await cost(null, query, variables)
    expect(ofGuest).toBeLessThanOrEqual(costs[0] ?? 0)
  }
})
