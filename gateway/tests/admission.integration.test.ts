import { beforeAll, describe, expect, test } from 'vitest'
import { ask, ownOrigin, portOf, rawRequest, type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { ann, privatePost, publicPost } from './small-forum.ts'

let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum()
})

const me = '{ viewer { id user { handle } bookmarks { edges { cursor } } } }'
const cookies = (...pairs: string[]) => ({ cookie: pairs.join('; '), ...ownOrigin })
const login =
  'mutation ($kind: SessionKind) { login(input: { login: "ann", password: "p", session: $kind }) { ... on LoginSuccess { viewer { id bookmarks { edges { cursor } } } } ... on Problem { code } } }'
const refresh =
  'mutation { refreshSession(input: {}) { ... on RefreshSessionSuccess { refreshed } ... on Problem { code } } }'
const logout = 'mutation { logout { ... on LogoutSuccess { sessionId } ... on Problem { code } } }'

describe('who asks', () => {
  test('nobody is anonymous', async () => {
    const { status, data, errors } = await ask(forum, me)
    expect([status, data, errors]).toEqual([200, { viewer: null }, undefined])
  })

  test.each([
    ['a bearer token', { authorization: 'Bearer ann' }],
    ['the cookie pair', cookies('forum_access=ann', 'forum_refresh=r')],
    ['the access cookie alone', cookies('forum_access=ann')],
    ['Sec-Fetch-Site instead of Origin', { cookie: 'forum_access=ann', 'sec-fetch-site': 'same-origin' }],
  ])('%s', async (_what, headers) => {
    const { data, headers: answered } = await ask(forum, me, { headers })
    expect(data).toMatchObject({ viewer: { id: ann.userId, user: { handle: 'ann' } } })
    expect(answered['cache-control']).toBe('private, no-store')
  })

  test.each([
    ['a bad token', { authorization: 'Bearer nonsense' }, 'BAD_TOKEN'],
    ['no bearer at all', { authorization: 'Basic YTpi' }, 'BAD_TOKEN'],
    ['an empty header', { authorization: '' }, 'BAD_TOKEN'],
    ['an expired token', { authorization: 'Bearer expired' }, 'SESSION_EXPIRED'],
    ['an ended session', cookies('forum_access=ended', 'forum_refresh=r'), 'SESSION_ENDED'],
    ['a refresh cookie alone', cookies('forum_refresh=r'), 'SESSION_EXPIRED'],
  ])('%s is UNAUTHENTICATED', async (_what, headers, reason) => {
    const { status, errors, data } = await ask(forum, me, { headers })
    expect(status).toBe(401)
    expect(data).toBeUndefined()
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', reason })
  })

  test('both at once is a conflict', async () => {
    const headers = { authorization: 'Bearer ann', ...cookies('forum_access=ann') }
    const { status, errors } = await ask(forum, me, { headers })
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'CONFLICTING_CREDENTIALS'])
  })

  test('nobody can say while Auth is away, but anonymous readers go on', async () => {
    const { status, errors, headers } = await ask(forum, me, { headers: { authorization: 'Bearer unavailable' } })
    expect([status, errors?.[0]?.extensions.code]).toEqual([503, 'AUTH_UNAVAILABLE'])
    expect(headers['retry-after']).toBe('2')
    expect((await ask(forum, me)).status).toBe(200)
  })

  test('a neighbour’s cookies are nobody’s business', async () => {
    expect((await ask(forum, me, { headers: { cookie: 'other=1; access=2' } })).data).toEqual({ viewer: null })
  })
})

describe('what subgraphs are told', () => {
  const query =
    'mutation { tellWhatCame { viewer visitor clientAddress authorization cookie requestId refreshCookie } }'

  test('the token as a bearer, never a cookie, and not what a client claims', async () => {
    const { data } = await ask(forum, query, {
      address: '203.0.113.9',
      headers: {
        ...cookies('forum_access=ann', 'forum_refresh=secret'),
        'x-forum-visitor': 'forged',
        'x-forum-client-address': '1.2.3.4',
        'x-forum-refresh-cookie': 'forged',
        'x-forwarded-for': '9.9.9.9',
        'x-request-id': 'request-1',
      },
    })
    expect(data?.tellWhatCame).toEqual({
      viewer: 'ann',
      visitor: null,
      clientAddress: '203.0.113.9',
      authorization: 'Bearer ann',
      cookie: null,
      requestId: 'request-1',
      refreshCookie: null,
    })
  })

  test('the address that the trusted proxy saw, and no other', async () => {
    const own = await startSmallForum({ TRUST_PROXY: 1 })
    const { data } = await ask(own, query, { headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' } })
    expect(data?.tellWhatCame).toMatchObject({ clientAddress: '203.0.113.9' })
  })
})

describe('session mutations', () => {
  test('login sets what Auth sets, and its token counts for the rest of the operation', async () => {
    const { data, cookies: set } = await ask(forum, login, { variables: { kind: 'COOKIES' }, headers: ownOrigin })
    expect(data).toEqual({ login: { viewer: { id: ann.userId, bookmarks: { edges: [{ cursor: publicPost }] } } } })
    expect(set.filter((cookie) => !cookie.startsWith('forum_visitor'))).toEqual([
      'forum_access=ann-new; HttpOnly',
      'forum_refresh=refresh; HttpOnly',
    ])
  })

  test('a program’s login sets no cookies', async () => {
    const { cookies: set, headers } = await ask(forum, login, { variables: { kind: 'TOKENS' } })
    expect(set).toEqual([])
    expect(headers['x-forum-access-token']).toBeUndefined()
  })

  test('login and refreshSession read no access token', async () => {
    expect((await ask(forum, login, { headers: { authorization: 'Bearer expired' } })).status).toBe(200)
    const { data } = await ask(forum, refresh, { headers: cookies('forum_access=expired', 'forum_refresh=refresh') })
    expect(data).toEqual({ refreshSession: { refreshed: true } })
  })

  test('refreshSession with the refresh cookie alone', async () => {
    const { data } = await ask(forum, refresh, { headers: cookies('forum_refresh=refresh') })
    expect(data).toEqual({ refreshSession: { refreshed: true } })
  })

  test('logout takes an expired access token and a used refresh cookie as they are', async () => {
    const { data } = await ask(forum, logout, { headers: cookies('forum_access=expired', 'forum_refresh=used') })
    expect(data).toEqual({ logout: { sessionId: 'expired used' } })
  })

  test.each([
    'mutation { logout { __typename } likePost(input: { postId: "x" }) { __typename } }',
    'mutation { a: logout { __typename } b: logout { __typename } }',
    'mutation { ...Both } fragment Both on Mutation { logout { __typename } likePost(input: { postId: "x" }) { __typename } }',
  ])('stand alone: %s', async (query) => {
    const { status, errors } = await ask(forum, query)
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST'])
  })
})

describe('other sites', () => {
  const like = `mutation { likePost(input: { postId: "${publicPost}" }) { __typename } }`
  const refused = [403, 'FORBIDDEN']

  test.each([
    ['no Origin', {}],
    ['another Origin', { origin: 'https://evil.test' }],
    ['another Origin of the same name', { origin: 'https://forum.test' }],
    ['"null"', { origin: 'null' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
  ])('cannot use cookies: %s', async (_what, headers) => {
    const { status, errors } = await ask(forum, like, { headers: { cookie: 'forum_access=ann', ...headers } })
    expect([status, errors?.[0]?.extensions.code]).toEqual(refused)
  })

  test('cannot ask for cookies, by variable, default or literal', async () => {
    const literal = 'mutation { login(input: { login: "ann", password: "p", session: COOKIES }) { __typename } }'
    const byDefault =
      'mutation ($kind: SessionKind = COOKIES) { login(input: { login: "ann", password: "p", session: $kind }) { __typename } }'
    const inInput = 'mutation ($input: LoginInput!) { login(input: $input) { __typename } }'
    for (const answer of [
      await ask(forum, login, { variables: { kind: 'COOKIES' }, headers: { origin: 'https://evil.test' } }),
      await ask(forum, literal),
      await ask(forum, byDefault),
      await ask(forum, inInput, { variables: { input: { login: 'ann', password: 'p', session: 'COOKIES' } } }),
    ]) {
      expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual(refused)
      expect(answer.cookies).toEqual([])
    }
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot send %s, as a form could',
    async (type) => {
      for (const headers of [{}, { cookie: 'forum_access=ann', ...ownOrigin }]) {
        const answer = await forum.gateway.inject({
          method: 'POST',
          url: '/graphql',
          headers: { 'content-type': type, ...headers },
          payload: JSON.stringify({ query: like }),
        })
        expect([403, 415]).toContain(answer.statusCode)
        expect(answer.json().errors[0].extensions.code).toMatch(/FORBIDDEN|BAD_REQUEST/)
      }
    },
  )

  test('get no CORS unless they are listed, and never with credentials', async () => {
    const own = await startSmallForum({ CORS_ORIGINS: ['https://reader.test'] })
    const preflight = (origin: string) =>
      own.gateway.inject({
        method: 'OPTIONS',
        url: '/graphql',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    const listed = await preflight('https://reader.test')
    expect(listed.statusCode).toBe(204)
    expect(listed.headers).toMatchObject({ 'access-control-allow-origin': 'https://reader.test', vary: 'Origin' })
    expect(listed.headers['access-control-allow-credentials']).toBeUndefined()
    expect((await preflight('https://evil.test')).headers['access-control-allow-origin']).toBeUndefined()
    const asked = await ask(own, '{ statsAsOf }', { headers: { origin: 'https://reader.test' } })
    expect(asked.headers['access-control-allow-origin']).toBe('https://reader.test')
    expect(asked.cookies).toEqual([])
  })
})

describe('GET', () => {
  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    forum.gateway.inject({ method: 'GET', url: `/graphql?${new URLSearchParams(parameters)}`, headers })

  test('asks', async () => {
    const answer = await get({
      query: 'query ($id: ID!) { post(id: $id) { title } }',
      variables: JSON.stringify({ id: publicPost }),
    })
    expect(answer.json()).toEqual({ data: { post: { title: 'Post "1" </title>' } } })
  })

  test('runs what was admitted, whatever another reader would make of the same parameters', async () => {
    const own = await startSmallForum()
    await own.gateway.listen({ host: '127.0.0.1', port: 0 })
    // Undecoded, because %zz cannot be, this is one field and a long text; leniently decoded, it is a second field.
    const path = '/graphql?query={a:user(handle:"%22){id}b:user(handle:%22ann%22){id}}%23%zz"){id}}'
    const answer = await rawRequest({ port: portOf(own.gateway), path })
    expect(JSON.parse(answer.body)).toEqual({ data: { a: null } })
  })

  test.each(['[::1', 'a<b', ''])('answers whatever host %j it is asked as', async (host) => {
    const own = await startSmallForum()
    await own.gateway.listen({ host: '127.0.0.1', port: 0 })
    const answer = await rawRequest({ port: portOf(own.gateway), path: '/graphql?query={total}', headers: { host } })
    expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('"total"')])
  })

  test('HEAD is a GET without its body', async () => {
    const head = await forum.gateway.inject({ method: 'HEAD', url: '/graphql?query={statsAsOf}' })
    expect([head.statusCode, head.body]).toEqual([200, ''])
    const mutating = await forum.gateway.inject({ method: 'HEAD', url: `/graphql?query=${encodeURIComponent(logout)}` })
    expect(mutating.statusCode).toBe(405)
  })

  test('never mutates', async () => {
    const answer = await get({ query: logout }, { authorization: 'Bearer ann' })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe('POST')
  })

  test('with cookies needs our header and our pages', async () => {
    const cookie = { cookie: 'forum_access=ann' }
    expect((await get({ query: me }, cookie)).statusCode).toBe(403)
    expect((await get({ query: me }, { ...cookie, ...ownOrigin })).statusCode).toBe(403)
    expect((await get({ query: me }, { ...cookie, 'x-forum-request': '1' })).statusCode).toBe(403)
    expect((await get({ query: me }, { ...cookie, 'x-forum-request': '1', ...ownOrigin })).statusCode).toBe(200)
  })
})

test('refusals come in GraphQL’s own media type to those who read it', async () => {
  const { headers } = await ask(forum, me, {
    headers: { authorization: 'Bearer expired', accept: 'application/graphql-response+json, application/json' },
  })
  expect(headers['content-type']).toMatch(/^application\/graphql-response\+json/)
  expect((await ask(forum, me, { headers: { authorization: 'Bearer expired' } })).headers['content-type']).toMatch(
    /^application\/json/,
  )
})

test('a mutation is not done and then refused, whatever type the client accepts', async () => {
  const {
    status,
    headers,
    cookies: set,
  } = await ask(forum, login, {
    variables: { kind: 'COOKIES' },
    headers: { ...ownOrigin, accept: 'text/plain' },
  })
  expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
  expect(set).toContain('forum_access=ann-new; HttpOnly')
})

test('what the caller may not see is null without an error', async () => {
  const { data, errors } = await ask(forum, `{ post(id: "${privatePost}") { title } }`)
  expect([data, errors]).toEqual([{ post: null }, undefined])
})
