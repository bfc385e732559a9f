import { from, GraphQLClient, newAddress } from '@forum/e2e'

const pagesOfFeed = 50

type FeedPage = { feed: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string | null } } }

/** Ids of the newest posts, a thousand at most. */
export async function postsOf(url: string): Promise<string[]> {
  const guest = new GraphQLClient(url, () => from(newAddress()))
  const ids: string[] = []
  for (let page = 0, after: string | null = null; page < pagesOfFeed; page += 1) {
    const { feed }: FeedPage = await guest.query<FeedPage>(
      'query BenchPosts($after: String) { feed(first: 20, after: $after) { edges { node { id } } pageInfo { endCursor } } }',
      { after },
    )
    ids.push(...feed.edges.map(({ node }) => node.id))
    after = feed.pageInfo.endCursor
    if (after === null) break
  }
  return ids
}
