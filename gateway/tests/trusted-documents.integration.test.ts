import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { publicPost } from './small-forum.ts'

type Operation = { id: string; name: string; body: string }
const { operations }: { operations: Operation[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/web/operations.json'), 'utf8'),
)
const named = (wanted: string): Operation => {
  const found = operations.find(({ name }) => name === wanted)
  if (!found) throw new Error(`the fixture has no ${wanted}`)
  return found
}
const feed = named('Feed')
const likePost = named('LikePost')
const own = 'query Own { posts(ids: []) { id } }'

const persisted = (text: string) => ({
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') },
})
const post = async ({ gateway }: SmallForum, payload: object, headers: Record<string, string> = {}) => {
  const answer = await gateway.inject({ method: 'POST', url: '/graphql', headers, payload })
  return { status: answer.statusCode, ...answer.json() }
}
const code = (answer: { errors?: { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code

describe('the web app’s operations', () => {
  let forum: SmallForum
  beforeAll(async () => {
    forum = await startSmallForum()
  })

  test('are known by their hashes from the start, with any variables', async () => {
    for (const first of [1, 2]) {
      const { data } = await post(forum, { extensions: persisted(feed.body), variables: { first } })
      expect(data.feed.edges).not.toHaveLength(0)
      expect(data.feed.edges[0].node.headline).toBe(data.feed.edges[0].node.title)
    }
    const refused = await post(forum, { extensions: persisted(feed.body), variables: { first: 'many' } })
    expect(code(refused)).toBe('BAD_USER_INPUT')
  })

  test('are not pushed out by what others send', async () => {
    const long = 'x'.repeat(200_000)
    for (let number = 0; number < 8; number += 1) {
      const query = `query Q${number} { __typename } # ${long}`
      expect((await post(forum, { query, extensions: persisted(query) })).data).toEqual({ __typename: 'Query' })
    }
    const first = 'query Q0 { __typename } # '
    expect(code(await post(forum, { extensions: persisted(first + long) }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect((await post(forum, { extensions: persisted(feed.body) })).errors).toBeUndefined()
  })

  test('of an older build are sent once more with their texts', async () => {
    const old = `${own} # of yesterday`
    expect(code(await post(forum, { extensions: persisted(old) }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect((await post(forum, { query: old, extensions: persisted(old) })).data).toEqual({ posts: [] })
    expect((await post(forum, { extensions: persisted(old) })).data).toEqual({ posts: [] })
  })

  test('that change something are sent with POST', async () => {
    const variables = { id: publicPost }
    const liked = await post(
      forum,
      { extensions: persisted(likePost.body), variables },
      { authorization: 'Bearer ann' },
    )
    expect(liked.data.likePost.__typename).toBe('LikePostSuccess')
    const parameters = new URLSearchParams({
      extensions: JSON.stringify(persisted(likePost.body)),
      variables: JSON.stringify(variables),
    })
    expect((await forum.gateway.inject(`/graphql?${parameters}`)).statusCode).toBe(405)
  })
})

describe('TRUSTED_DOCUMENTS=only', () => {
  let forum: SmallForum
  beforeAll(async () => {
    forum = await startSmallForum({ TRUSTED_DOCUMENTS: 'only', SANDBOX: true })
  })

  test.each(operations)('$name is answered by its hash and by its text', async ({ id, name, body }) => {
    const asked = { operationName: name, variables: { id: publicPost, first: 1 } }
    const headers = { authorization: 'Bearer ann' }
    const byHash = { ...asked, extensions: { persistedQuery: { version: 1, sha256Hash: id } } }
    for (const payload of [byHash, { ...asked, query: body }, { ...byHash, query: body }]) {
      const answer = await post(forum, payload, headers)
      expect([answer.status, answer.errors]).toEqual([200, undefined])
    }
  })

  test.each([
    ['a text', { query: own }],
    ['a text that does not parse', { query: '{' }],
    ['a trusted text with a space more', { query: `${feed.body} ` }],
    ['a text with a hash', { query: own, extensions: persisted(own) }],
    ['a text with the hash of a trusted one', { query: own, extensions: persisted(feed.body) }],
    ['a hash', { extensions: persisted(own) }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
  ])('%s that is not the web app’s is refused, and says what to do', async (_what, payload) => {
    const answer = await post(forum, payload)
    expect([answer.status, code(answer)]).toEqual([403, 'PERSISTED_QUERY_REQUIRED'])
    expect(answer.errors[0].message).toContain('load it anew')
  })

  test('GET is no way around', async () => {
    const { gateway } = forum
    const { persistedQuery } = persisted(own)
    for (const url of [`/graphql?query=${encodeURIComponent(own)}`, `/documents/${persistedQuery.sha256Hash}`])
      expect((await gateway.inject(url)).json().errors[0].extensions.code).toBe('PERSISTED_QUERY_REQUIRED')
    expect((await gateway.inject(`/documents/${feed.id}`)).statusCode).toBe(200)
  })

  test('pages have their heads, and the schema is there to be read; Sandbox and GraphiQL are not', async () => {
    const { gateway } = forum
    expect((await gateway.inject(`/p/${publicPost}`)).body).toContain('og:title')
    expect((await gateway.inject('/schema.graphql')).statusCode).toBe(200)
    expect((await gateway.inject('/graphiql/')).statusCode).toBe(404)
    const asPerson = await gateway.inject({ url: '/graphql', headers: { accept: 'text/html' } })
    expect(asPerson.headers['content-type']).toMatch(/json/)
  })
})

test('TRUSTED_DOCUMENTS=only without a built web app is said at the start', async () => {
  const starting = startSmallForum({ TRUSTED_DOCUMENTS: 'only', WEB_DIR: '/nowhere' })
  await expect(starting).rejects.toThrow(/npm run build -w web\), or unset/)
})

test('a manifest whose hashes are not those of its texts is said at the start', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'forum-web-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const manifest = { format: 'apollo-persisted-query-manifest', operations: [{ ...feed, body: own }] }
  writeFileSync(join(directory, 'operations.json'), JSON.stringify(manifest))
  await expect(startSmallForum({ WEB_DIR: directory })).rejects.toThrow('Build it anew')
})
