import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { privatePost, publicPost } from './small-forum.ts'

let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum()
})

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const persisted = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } })

async function post(payload: object, headers: Record<string, string> = {}) {
  const answer = await forum.gateway.inject({ method: 'POST', url: '/graphql', headers, payload })
  return { status: answer.statusCode, ...answer.json() }
}

/** GET /documents/HASH with variables. */
async function document(hash: string, variables?: object, headers: Record<string, string> = {}) {
  const query = variables ? `?variables=${encodeURIComponent(JSON.stringify(variables))}` : ''
  const answer = await forum.gateway.inject({ method: 'GET', url: `/documents/${hash}${query}`, headers })
  return { status: answer.statusCode, headers: answer.headers, ...answer.json() }
}

let texts = 0
/** A text that nobody has sent. */
const newText = (selection = '__typename') => `query Q${(texts += 1)} { ${selection} }`

describe('a hash in place of a text', () => {
  test('is known once both were sent, and until then it is told that nothing is kept', async () => {
    const query = newText()
    const alone = { extensions: persisted(hashOf(query)) }
    expect((await post(alone)).errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect((await post({ query, ...alone })).data).toEqual({ __typename: 'Query' })
    expect((await post(alone)).data).toEqual({ __typename: 'Query' })
    const url = `/graphql?extensions=${encodeURIComponent(JSON.stringify(alone.extensions))}`
    expect((await forum.gateway.inject({ method: 'GET', url })).json().data).toEqual({ __typename: 'Query' })
  })

  test('of another text is refused, and neither is kept', async () => {
    const [query, other] = [newText(), newText()]
    const answer = await post({ query, extensions: persisted(hashOf(other)) })
    expect([answer.status, answer.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST'])
    for (const text of [query, other])
      expect((await post({ extensions: persisted(hashOf(text)) })).errors[0].extensions.code).toBe(
        'PERSISTED_QUERY_NOT_FOUND',
      )
  })

  test('of what is no valid operation is not kept', async () => {
    for (const query of [newText('noSuchField'), newText('{')]) {
      await post({ query, extensions: persisted(hashOf(query)) })
      expect((await post({ extensions: persisted(hashOf(query)) })).errors[0].extensions.code).toBe(
        'PERSISTED_QUERY_NOT_FOUND',
      )
    }
  })

  test.each([[{ version: 2, sha256Hash: 'x' }], [{ sha256Hash: 7 }], ['x'], [[]]])(
    '%j beside a text is refused',
    async (persistedQuery) => {
      expect((await post({ query: newText(), extensions: { persistedQuery } })).status).toBe(400)
    },
  )
})

describe('GET /documents/HASH', () => {
  const query = 'query Doc($id: ID!) { post(id: $id) { id title } }'
  const hash = hashOf(query)
  beforeAll(() => post({ query, variables: { id: publicPost }, extensions: persisted(hash) }))

  test('is an answer that a cache may keep for two seconds', async () => {
    const { status, headers, data } = await document(hash, { id: publicPost })
    expect([status, data.post.id]).toEqual([200, publicPost])
    expect(headers['cache-control']).toBe('public, max-age=2')
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test('is the anonymous answer, whatever credentials and cookies come with it, and sets none', async () => {
    const guests = await document(hash, { id: privatePost })
    const presented: Record<string, string>[] = [
      { authorization: 'Bearer ann' },
      { authorization: 'rubbish' },
      { cookie: 'forum_access=ann; forum_refresh=ann', origin: 'http://evil.test' },
      { authorization: 'Bearer ann', cookie: 'forum_access=ann' },
      { origin: 'http://forum.test' },
    ]
    for (const headers of presented) {
      const { status, data, headers: told } = await document(hash, { id: privatePost }, headers)
      expect([status, data]).toEqual([guests.status, guests.data])
      expect(told['set-cookie']).toBeUndefined()
      expect(told['ratelimit']).toBeUndefined() // it would be told to everybody whom a cache serves
    }
  })

  test('what failed is for nobody else', async () => {
    const missing = await document(hashOf(newText()))
    expect([missing.status, missing.errors[0].extensions.code]).toEqual([404, 'PERSISTED_QUERY_NOT_FOUND'])
    const wrong = await document(hash, {})
    expect(wrong.errors[0].extensions.code).toBe('BAD_USER_INPUT')
    for (const { headers } of [missing, wrong]) expect(headers['cache-control']).toBe('private, no-store')
    for (const rubbish of ['variables=%7B', 'variables=[]', 'variables=%ff'])
      expect((await forum.gateway.inject(`/documents/${hash}?${rubbish}`)).statusCode).toBe(400)
  })

  test('does nothing: a mutation is refused', async () => {
    const mutation = 'mutation M { tellWhatCame { __typename } }'
    const sent = await post({ query: mutation, extensions: persisted(hashOf(mutation)) })
    expect(sent.data.tellWhatCame).not.toBeNull()
    expect((await document(hashOf(mutation))).status).toBe(405)
  })
})
