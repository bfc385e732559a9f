import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const list = (field: string) => `query ($id: ID!, $first: Int, $after: String) { post(id: $id) {
  list: ${field}(first: $first, after: $after, sort: TOP) {
    totalCount edges { node { id depth likeCount } } pageInfo { hasNextPage endCursor } } } }`
const replies = `query ($id: ID!, $first: Int, $after: String) { comment(id: $id) {
  list: replies(first: $first, after: $after, sort: TOP) { edges { node { id } } pageInfo { hasNextPage endCursor } } } }`

type Said = { id: string; parent: string | null; likes: number }

async function world() {
  const posts = await testPosts()
  const people = await Promise.all(Array.from({ length: 6 }, (_, index) => posts.person(`p${index}`)))
  const [ann] = people
  if (!ann) throw new Error('nobody is there')
  const walk = async (query: string, id: string, first: number): Promise<string[]> => {
    const shown: string[] = []
    for (let after: string | null = null; ; ) {
      const { data, codes } = await posts.ask(ann, query, { id, first, after })
      expect(codes).toEqual([])
      const page = (data.post ?? data.comment).list
      shown.push(...page.edges.map((edge: { node: { id: string } }) => edge.node.id))
      if (!page.pageInfo.hasNextPage) return shown
      after = page.pageInfo.endCursor
    }
  }
  return { ...posts, people, ann, walk }
}

test('siblings are by likes and then the oldest first, in a thread, at its top level and among replies', async () => {
  const { database, clock, ann, people, post, comment, services, walk } = await world()
  clock.tick(40) // several are of one moment
  const told = fc.array(fc.record({ parent: fc.nat(), isTop: fc.boolean(), likes: fc.nat(6) }), {
    minLength: 6,
    maxLength: 14,
  })
  const law = fc.assert(
    fc.asyncProperty(told, fc.integer({ min: 1, max: 4 }), async (comments, first) => {
      const id = await post(ann)
      const said: Said[] = []
      for (const { parent, isTop, likes } of comments) {
        const above = isTop ? undefined : said[parent % Math.max(1, said.length)]?.id
        const made = await comment(ann, id, above ? { parentId: above } : {})
        for (const person of people.slice(0, likes)) await services.likes.likeComment(person, made)
        said.push({ id: made, parent: above ?? null, likes: Math.min(likes, people.length) })
      }
      const places = await database.sql.$queryRaw<{ id: string; at: Date; parent_id: string | null }[]>`
        SELECT id, created_at AS at, parent_id FROM comments WHERE post_id = ${id}::uuid`
      const siblings = (parent: string | null) =>
        places
          .filter(({ parent_id: of }) => of === parent)
          .map((place) => ({ ...place, likes: said.find((one) => one.id === place.id)?.likes ?? 0 }))
          .toSorted((a, b) => b.likes - a.likes || a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
          .map((place) => place.id)
      const tree = (parent: string | null): string[] => siblings(parent).flatMap((one) => [one, ...tree(one)])
      expect(await walk(list('comments'), id, first)).toEqual(siblings(null))
      expect(await walk(list('thread'), id, first)).toEqual(tree(null))
      const busiest = said.toSorted((a, b) => siblings(b.id).length - siblings(a.id).length)[0]?.id ?? ''
      expect(await walk(replies, busiest, first)).toEqual(siblings(busiest))
    }),
    { numRuns: 12, endOnFailure: true },
  )
  await expect(law).resolves.toBeUndefined()
}, 60_000)

test('a thread of more than 2,000 comments is by likes at its top level alone, also when it grows so long in a walk', async () => {
  const { database, ann, people, ask, post, comment, services, walk } = await world()
  const id = await post(ann)
  const [one, two, three] = [await comment(ann, id), await comment(ann, id), await comment(ann, id)]
  const reply = await comment(ann, id, { parentId: two })
  for (const person of people.slice(0, 2)) await services.likes.likeComment(person, two)
  expect(await walk(list('thread'), id, 1)).toEqual([two, reply, one, three])
  const page = async (first: number, after: string | null) =>
    (await ask(null, list('thread'), { id, first, after })).data.post.list
  const begun = await page(2, null)
  expect(begun.totalCount).toBe(4)
  await database.sql.$executeRaw`UPDATE post_counters SET thread_count = 2001 WHERE post_id = ${id}::uuid`
  for (const first of [1, 2, 3]) expect(await walk(list('thread'), id, first)).toEqual([two, one, three])
  const rest = await page(10, begun.pageInfo.endCursor)
  expect([rest.totalCount, ...rest.edges.map((edge: { node: { id: string } }) => edge.node.id)]).toEqual([
    3,
    one,
    three,
  ])
})
