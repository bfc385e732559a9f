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
