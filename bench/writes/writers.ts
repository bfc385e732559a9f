import { from, GraphQLClient, newAddress, Person, type Thing } from '@forum/e2e'

const writersCount = 100
const pagesOfFeed = 12
/** Posts that nobody likes but who looks for the number of it. */
const probedPosts = 60

/** A hundred people, and the likes that they have not given yet: each pair of a person and a post once. */
export type Writers = { people: Person[]; nextLike: () => Promise<void>; probed: Thing[]; guest: () => GraphQLClient }

type FeedPage = { feed: { edges: { node: Thing }[]; pageInfo: { endCursor: string | null } } }

/** Makes them in a forum that was seeded, each with an address of their own. */
export async function makeWriters(url: string): Promise<Writers> {
  const guest = () => {
    const address = newAddress()
    return new GraphQLClient(url, () => from(address))
  }
  const found: Thing[] = []
  for (let page = 0, after: string | null = null; page < pagesOfFeed; page += 1) {
    const { feed }: FeedPage = await guest().query<FeedPage>(
      'query BenchWriters($after: String) { feed(first: 20, after: $after) { edges { node { id } } pageInfo { endCursor } } }',
      { after },
    )
    found.push(...feed.edges.map(({ node }) => node))
    after = feed.pageInfo.endCursor
    if (after === null) break
  }
  const probed = found.splice(0, probedPosts)
  const people: Person[] = []
  for (let number = 0; number < writersCount; number += 1)
    people.push(await Person.register(url, `bench_writer_${number}`))
  let given = 0
  const nextLike = async () => {
    const person = people[given % people.length]
    // Another post for each of them: life is not a hundred likes of one post at a time.
    const post = found[(Math.floor(given / people.length) + given) % found.length]
    given += 1
    if (!person || !post) throw new Error('a seeded forum has people and posts')
    await person.like(post)
  }
  return { people, nextLike, probed, guest }
}
