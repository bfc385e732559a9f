import { from, GraphQLClient, newAddress, Person } from '@forum/e2e'
import type { Contestant } from '../forums/contestant.ts'

/** How many read at the same moment. */
export const readersAtOnce = 20
/** They take turns: on a quick machine twenty would ask for more searches than each may have. */
const readers = 3 * readersAtOnce
const pagesOfFeed = 60

/** Who reads, and what there is to read. */
export type World = {
  people: Person[]
  /** Cursors of the home feed, a page of 20 apart. */
  cursors: string[]
  /** Posts with the most comments. */
  posts: string[]
  handles: string[]
  words: string[]
}

type FeedPage = {
  feed: {
    edges: { node: { id: string; title: string; commentCount: number; author: { id: string; handle: string } } }[]
    pageInfo: { endCursor: string | null; hasNextPage: boolean }
  }
}

/** People who follow twenty others each, in a forum that was seeded. */
export async function makeWorld({ url }: Contestant): Promise<World> {
  const guest = new GraphQLClient(url, () => from(newAddress()))
  const nodes: FeedPage['feed']['edges'][number]['node'][] = []
  const cursors: string[] = []
  for (let after: string | null = null; cursors.length < pagesOfFeed; ) {
    const { feed }: FeedPage = await guest.query<FeedPage>(
      `query BenchWorld($after: String) { feed(first: 20, after: $after) {
        edges { node { id title commentCount author { id handle } } } pageInfo { endCursor hasNextPage } } }`,
      { after },
    )
    nodes.push(...feed.edges.map(({ node }) => node))
    if (!feed.pageInfo.hasNextPage || feed.pageInfo.endCursor === null) break
    after = feed.pageInfo.endCursor
    cursors.push(after)
  }
  const authors = [...new Map(nodes.map(({ author }) => [author.id, author])).values()]
  const people: Person[] = []
  for (let number = 0; number < readers; number += 1) {
    const person = await Person.register(url, `bench_reader_${number}`)
    for (let other = 0; other < 20; other += 1) {
      const author = authors[(number * 7 + other) % authors.length]
      if (author) await person.follow(author)
    }
    people.push(person)
  }
  return {
    people,
    cursors,
    posts: nodes
      .toSorted((a, b) => b.commentCount - a.commentCount)
      .slice(0, 20)
      .map(({ id }) => id),
    handles: authors.slice(0, 40).map(({ handle }) => handle),
    words: [...new Set(nodes.flatMap(({ title }) => title.match(/\p{L}{5,}/gu) ?? []))].slice(0, 40),
  }
}
