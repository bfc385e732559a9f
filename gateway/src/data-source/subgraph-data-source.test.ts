import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createLogger, LoopBudget } from '@forum/service-kit'
import { expect, onTestFinished, test } from 'vitest'
import { Caller } from '../admission/caller.ts'
import type { SubgraphAnswer } from './subgraph-answer.ts'
import { SubgraphDataSource } from './subgraph-data-source.ts'
import { SubgraphPool, type SubgraphPoolOptions } from './subgraph-pool.ts'

// What a data source makes of a subgraph that misbehaves: a real HTTP server each.

const patience = { timeoutMs: 10_000 }

type Behaviour = (request: IncomingMessage, response: ServerResponse, count: number) => void

async function subgraph(behaviour: Behaviour, options: Partial<SubgraphPoolOptions> = {}) {
  let count = 0
  const server = createServer((request, response) => {
    count += 1
    behaviour(request, response, count)
  })
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  const pool = new SubgraphPool({
    url: `http://127.0.0.1:${address.port}`,
    read: patience,
    write: patience,
    ...options,
  })
  onTestFinished(async () => {
    await pool.close()
    server.closeAllConnections()
    server.close()
  })
  const source = new SubgraphDataSource({
    name: 'posts',
    pool,
    loop: new LoopBudget(),
    logger: createLogger({ name: 'test', level: 'silent' }),
  })
  return {
    ask: (isMutation = false): Promise<SubgraphAnswer> =>
      source.fetch({ query: '{ a }', variables: {} }, anonymous, isMutation),
    requests: () => count,
  }
}

const anonymous = new Caller({
  gatewaySecret: 'secret',
  requestId: 'request',
  operation: 'Feed',
  traceParent: 'trace',
  clientAddress: '127.0.0.1',
  userAgent: '',
  visitorId: null,
  viewer: null,
  accessToken: null,
  refreshCookie: null,
  deviceCookie: null,
  sessionMutation: null,
  isMutation: false,
  gone: new AbortController().signal,
  setCookie: () => {},
})

const json =
  (status: number, body: unknown): Behaviour =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const codes = ({ errors }: SubgraphAnswer) => errors.map(({ code }) => code)

test('data is data', async () => {
  const { ask } = await subgraph(json(200, { data: { a: 1 } }))
  expect(await ask()).toEqual({ data: { a: 1 }, errors: [] })
})

const shortPatience = { read: { timeoutMs: 300 }, write: { timeoutMs: 300 } }

test.each<[string, Behaviour, Partial<SubgraphPoolOptions>?]>([
  ['hangs', () => {}, shortPatience],
  ['answers HTML', (_request, response) => void response.writeHead(502).end('<html>nginx at 10.0.0.7</html>')],
  ['answers nothing', (_request, response) => void response.end()],
  ['answers JSON that is no GraphQL', json(200, { hello: 'world' })],
  [
    'answers half',
    (_request, response) => void response.writeHead(200, { 'content-length': '100' }).write('{"data":'),
    shortPatience,
  ],
  ['refuses our secret', json(403, { message: 'Only the gateway may ask here.' })],
])('a subgraph that %s is SUBGRAPH_UNAVAILABLE, with no more said', async (_what, behaviour, patience) => {
  const { ask } = await subgraph(behaviour, patience)
  expect(await ask(true)).toEqual({
    data: null,
    errors: [
      {
        code: 'SUBGRAPH_UNAVAILABLE',
        message: 'This part of the forum does not answer at the moment. Try again soon.',
      },
    ],
  })
})

test('an answer that is too large is a failure, not memory', async () => {
  const { ask } = await subgraph(json(200, { data: { a: 'x'.repeat(10_000) } }), { maxAnswerBytes: 1_000 })
  expect(codes(await ask())).toEqual(['OPERATION_TOO_COMPLEX'])
})

test('the body of a 400, 401 or 503 is read', async () => {
  const errors = [
    { message: 'No.', extensions: { code: 'UNAUTHENTICATED', reason: 'SESSION_ENDED', stacktrace: ['x'] } },
  ]
  for (const status of [400, 401, 503]) {
    const { ask } = await subgraph(json(status, { errors }))
    expect(await ask()).toEqual({
      data: null,
      errors: [{ message: 'No.', code: 'UNAUTHENTICATED', reason: 'SESSION_ENDED' }],
    })
  }
})

test.each(['GRAPHQL_VALIDATION_FAILED', 'P2002', undefined])(
  'an error with the code %s is our own fault',
  async (code) => {
    const { ask } = await subgraph(
      json(200, { data: null, errors: [{ message: 'column posts.x', extensions: { code } }] }),
    )
    expect((await ask()).errors).toEqual([{ message: 'Something went wrong here.', code: 'INTERNAL_SERVER_ERROR' }])
  },
)

test('a query whose connection died is sent once more, a mutation never', async () => {
  const diesFirst: Behaviour = (request, response, count) => {
    if (count === 1) request.socket.destroy()
    else json(200, { data: { a: 1 } })(request, response, count)
  }
  const query = await subgraph(diesFirst)
  expect(await query.ask()).toEqual({ data: { a: 1 }, errors: [] })
  expect(query.requests()).toBe(2)
  const mutation = await subgraph(diesFirst)
  expect(codes(await mutation.ask(true))).toEqual(['SUBGRAPH_UNAVAILABLE'])
  expect(mutation.requests()).toBe(1)
})

test('a full queue is OVERLOADED at once', async () => {
  const { ask, requests } = await subgraph(() => {}, {
    read: { timeoutMs: 300, connections: 1, maxWaiting: 1 },
  })
  const [one, two] = [ask(), ask()]
  expect(codes(await ask())).toEqual(['OVERLOADED'])
  await Promise.all([one, two])
  expect(requests()).toBeLessThanOrEqual(2)
})
