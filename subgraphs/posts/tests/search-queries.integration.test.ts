import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7Ids } from '@forum/service-kit'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestPosts, testPosts } from './test-posts.ts'

// What each query must find and must not, which of its words are not looked for, and what is marked.

const names = z.array(z.string()).default([])
const table = z
  .object({
    posts: z.record(
      z.string(),
      z.object({
        title: z.string(),
        body: z.string(),
        tags: z.array(z.string()).optional(),
        visibility: z.enum(['PUBLIC', 'PRIVATE']).optional(),
      }),
    ),
    queries: z.array(z.object({ query: z.string(), finds: names, not: names, ignored: names, marks: names })),
    people: z.array(z.object({ handle: z.string(), name: z.string() })),
    peopleQueries: z.array(z.object({ query: z.string(), first: z.string() })),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'search-queries.json'), 'utf8')))

let forum: TestPosts
const nameOf = new Map<string, string>()

beforeAll(async () => {
  forum = await testPosts()
  const ann = await forum.person('ann')
  for (const [name, { tags, visibility, ...text }] of Object.entries(table.posts))
    nameOf.set(await forum.post(ann, { ...text, ...(tags && { tags }), ...(visibility && { visibility }) }), name)
  for (const { handle, name } of table.people) {
    const userId = uuidv7Ids.next()
    nameOf.set(userId, handle)
    await forum.services.people.keep([{ userId, handle, displayName: name, avatarUrl: null, version: 1 }])
  }
})

type Edge = { node: { id: string }; titleHtml: string; excerptHtml: string }

test('the table holds at least 60 queries', () => {
  expect(table.queries.length).toBeGreaterThanOrEqual(60)
})

test.each(table.queries)('$query', async ({ query, finds, not, ignored, marks }) => {
  const document = `query ($query: String!) { searchPosts(query: $query, first: 50) { ignoredWords edges { node { id } titleHtml excerptHtml } } }`
  const { data, codes } = await forum.ask(null, document, { query })
  expect(codes).toEqual([])
  const edges: Edge[] = data.searchPosts.edges
  const found = edges.map(({ node }) => nameOf.get(node.id))
  expect(found).toEqual(expect.arrayContaining(finds))
  expect(found.filter((name) => name !== undefined && not.includes(name))).toEqual([])
  // A row that names nothing at all says that nothing is found.
  const isForNothing = finds.length === 0 && not.length === 0
  expect(isForNothing ? found : []).toEqual([])
  expect(data.searchPosts.ignoredWords).toEqual(ignored)
  const html = edges.map(({ titleHtml, excerptHtml }) => `${titleHtml}\n${excerptHtml}`).join('\n')
  const markedTexts = [...html.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text?.replaceAll('&#39;', "'"))
  expect(markedTexts).toEqual(expect.arrayContaining(marks))
})

test.each(table.peopleQueries)('people: $query', async ({ query, first }) => {
  const document = 'query ($query: String!) { searchUsers(query: $query) { edges { node { id } } } }'
  const { data } = await forum.ask(null, document, { query })
  expect(nameOf.get(data.searchUsers.edges[0]?.node.id)).toBe(first)
})
