import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freePort } from '@forum/embedded'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { portOf, rawRequest, type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { exportBytes, largeExportBytes } from './small-forum.ts'

// What the gateway serves beside the API and the web app.

let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum({ SANDBOX: true })
})

const read = (url: string, headers: Record<string, string> = {}) =>
  forum.gateway.inject({ method: 'GET', url, headers })

test('/healthz and /readyz say no more than that; metrics are not for the public', async () => {
  expect((await read('/healthz')).statusCode).toBe(200)
  expect((await read('/readyz')).body).toBe('is ready')
  expect((await read('/metrics')).statusCode).toBe(404)
})

test('it starts, is ready and tells operators what is missing while a subgraph is down', async () => {
  const port = await freePort()
  const own = await startSmallForum({ STATS_URL: 'http://127.0.0.1:1', METRICS_PORT: port })
  await own.gateway.ready()
  expect((await own.gateway.inject('/readyz')).statusCode).toBe(200)
  const inside = await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()
  expect(inside).toEqual({ service: 'gateway', ok: true, checks: { auth: true, posts: true, stats: false } })
})

test('/schema.graphql is the public schema', async () => {
  const answer = await read('/schema.graphql')
  expect(answer.body).toContain('type Post {')
  expect(answer.body).not.toMatch(/\bref\b|@key|_entities/)
  expect((await read('/schema.graphql', { 'if-none-match': String(answer.headers.etag) })).statusCode).toBe(304)
})

test('/graphql is Sandbox for a person, and only where it is on', async () => {
  const page = await read('/graphql', { accept: 'text/html,application/xhtml+xml' })
  expect(page.headers['content-type']).toMatch(/html/)
  expect(page.headers['content-security-policy']).toContain('frame-src https://sandbox.embed.apollographql.com')
  // An origin of its own, which a script from elsewhere cannot leave: no cookie of a reader's goes with its requests.
  expect(page.headers['content-security-policy']).toMatch(/^sandbox (?!.*allow-same-origin)/)
  const asked = await forum.gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers: { origin: 'null' },
    payload: { query: '{ statsAsOf }' },
  })
  expect(asked.headers['access-control-allow-origin']).toBe('null')
  expect(asked.headers['access-control-allow-credentials']).toBeUndefined()
  const asReader = await forum.gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers: { origin: 'null', cookie: 'forum_access=ann' },
    payload: { query: '{ statsAsOf }' },
  })
  expect(asReader.statusCode).toBe(403)
  const off = await startSmallForum({ SANDBOX: false })
  const refused = await off.gateway.inject({ method: 'GET', url: '/graphql', headers: { accept: 'text/html' } })
  expect(refused.statusCode).toBe(400)
  expect((await off.gateway.inject('/graphiql/')).body).not.toContain('graphiql')
})

test('keys come from Auth, are kept, and outlive it', async () => {
  const own = await startSmallForum()
  expect((await own.gateway.inject('/.well-known/jwks.json')).json()).toEqual({ keys: [{ kid: 'key-1' }] })
  await own.subgraphs.auth.close()
  expect((await own.gateway.inject('/.well-known/jwks.json')).statusCode).toBe(200)
})

describe('exports', () => {
  test('are streamed, without what is internal and without cookies', async () => {
    const answer = await read('/exports/file.csv?signature=x', { cookie: 'forum_access=ann' })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe(exportBytes)
    expect(answer.headers.etag).toBe('"sha"')
    expect(answer.headers['x-internal']).toBeUndefined()
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['x-cookie-seen']).toBeUndefined()
  })

  test('go on where they stopped', async () => {
    const answer = await read('/exports/file.csv', { range: 'bytes=7990-', 'if-range': '"sha"' })
    expect(answer.statusCode).toBe(206)
    expect(answer.headers['content-range']).toBe(`bytes 7990-7999/${exportBytes.length}`)
    expect(answer.body).toBe(exportBytes.slice(7990))
  })

  test('are as large as they are', async () => {
    const answer = await read('/exports/large.csv')
    expect(answer.rawPayload.length).toBe(largeExportBytes)
  })

  test('answer HEAD', async () => {
    const answer = await forum.gateway.inject({ method: 'HEAD', url: '/exports/file.csv' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-length']).toBe(String(exportBytes.length))
    expect(answer.body).toBe('')
  })

  test.each(['/exports/../readyz', '/exports/%2e%2e/readyz', '/exports/x/../../readyz'])(
    'are no way to what else Stats serves: %s',
    async (path) => {
      const own = await startSmallForum()
      await own.gateway.listen({ host: '127.0.0.1', port: 0 })
      // Not fetch, which would tidy the path up itself.
      const { status, body } = await rawRequest({ port: portOf(own.gateway), path })
      expect(status).toBe(404)
      expect(body).not.toContain('"ok"')
    },
  )

  test('are asked of Stats alone, whatever host the request line names', async () => {
    const own = await startSmallForum()
    await own.gateway.listen({ host: '127.0.0.1', port: 0 })
    const elsewhere = createServer((_request, response) => response.end('elsewhere'))
    const asked = vi.fn<(request: IncomingMessage) => void>()
    elsewhere.on('request', asked)
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void elsewhere.close())
    const { port } = elsewhere.address() as AddressInfo // it listens
    const path = `http://127.0.0.1:${port}/exports/file.csv?signature=x`
    const answer = await rawRequest({ port: portOf(own.gateway), path })
    expect([answer.status, answer.body]).toEqual([200, exportBytes])
    expect(asked).not.toHaveBeenCalled()
  })

  test('end when they end early, so that the client sees it', async () => {
    const own = await startSmallForum()
    await own.gateway.listen({ host: '127.0.0.1', port: 0 })
    await expect(rawRequest({ port: portOf(own.gateway), path: '/exports/broken-off' })).rejects.toThrow(
      /aborted|hang up/,
    )
  })

  test('say so when Stats is away', async () => {
    const own = await startSmallForum({ STATS_URL: 'http://127.0.0.1:1' })
    const answer = await own.gateway.inject('/exports/file.csv')
    expect(answer.statusCode).toBe(503)
    expect(answer.body).not.toContain('127.0.0.1')
  })
})

test.each(['/', '/graphql', '/healthz', '/schema.graphql', '/nothing.here', '/exports/file.csv'])(
  '%s has the headers that keep browsers safe, and no cookie',
  async (url) => {
    const { headers } = await read(url)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['set-cookie']).toBeUndefined()
  },
)

describe('operation_completed', () => {
  test('is reported in batches, with names that the web app has and "other" for the rest', async () => {
    const own = await startSmallForum()
    const named = async (operationName: string, client: string, query: string) =>
      own.gateway.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'apollographql-client-name': client },
        payload: { operationName, query },
      })
    await named('Feed', 'web', 'query Feed { feed { edges { cursor } } }')
    await named('Evil', 'bot', 'query Evil { broken }')
    await named('LikePost', 'web', 'mutation LikePost { likePost(input: { postId: "x" }) { __typename } }')
    await own.gateway.inject({
      method: 'POST',
      url: '/internal/drain',
      headers: { 'x-forum-gateway-secret': 'subgraph-secret-subgraph-secret-subgraph' },
    })
    expect(own.reported.map(({ type, data }) => ({ type, ...Object(data), durationMs: null }))).toEqual([
      { type: 'operation_completed', name: 'Feed', client: 'web', durationMs: null, outcome: 'ok', code: null },
      {
        type: 'operation_completed',
        name: 'other',
        client: 'other',
        durationMs: null,
        outcome: 'error',
        code: 'INTERNAL_SERVER_ERROR',
      },
      {
        type: 'operation_completed',
        name: 'LikePost',
        client: 'web',
        durationMs: null,
        outcome: 'error',
        code: 'UNAUTHENTICATED',
      },
    ])
  })
})

test('closing finishes what is under way', async () => {
  const own = await startSmallForum()
  await own.gateway.listen({ host: '127.0.0.1', port: 0 })
  const answer = fetch(`http://127.0.0.1:${portOf(own.gateway)}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ feed { edges { node { title author { handle } } } } }' }),
  })
  await new Promise((resolve) => own.gateway.server.once('request', resolve))
  await own.gateway.close()
  expect(await (await answer).json()).not.toHaveProperty('errors')
})
