import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createLogger, LoopBudget } from '@forum/service-kit'
import { expect, onTestFinished, test } from 'vitest'
import { Caller, type CallerParts } from '../admission/caller.ts'
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
    sharesReads: true,
    logger: createLogger({ name: 'test', level: 'silent' }),
  })
  const askAs = async (caller: Caller, isMutation = false): Promise<SubgraphAnswer> => {
    const { data, errors } = await source.fetch('{"query":"{ a }"}', caller, isMutation)
    return { data, errors }
  }
  return {
    ask: (isMutation = false): Promise<SubgraphAnswer> => askAs(anonymous, isMutation),
    askAs,
    requests: () => count,
    circuit: () => pool.circuit,
  }
}

const parts: CallerParts = {
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
}
const anonymous = new Caller(parts)
const signedIn = new Caller({
  ...parts,
  viewer: { id: 'a', handle: 'a', role: 'USER', sessionId: 's', scopes: ['*'] },
  accessToken: 'token',
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
  const { askAs, requests } = await subgraph(() => {}, {
    read: { timeoutMs: 300, connections: 1, maxWaiting: 1 },
  })
  const [one, two] = [askAs(signedIn), askAs(signedIn)]
  expect(codes(await askAs(signedIn))).toEqual(['OVERLOADED'])
  await Promise.all([one, two])
  expect(requests()).toBeLessThanOrEqual(2)
})

test('what guests ask at the same time is asked once', async () => {
  const waiting: ServerResponse[] = []
  const [both, one] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { askAs, requests } = await subgraph((_request, response, count) => {
    waiting.push(response)
    one.resolve()
    if (count === 3) both.resolve()
  })
  const answerAll = () => {
    for (const response of waiting.splice(0)) json(200, { data: { a: [1] } })({} as IncomingMessage, response, 0)
  }
  const [first, second] = [askAs(anonymous), askAs(new Caller({ ...parts, clientAddress: '127.0.0.2' }))]
  await one.promise
  answerAll()
  const answers = await Promise.all([first, second])
  expect(answers).toEqual([
    { data: { a: [1] }, errors: [] },
    { data: { a: [1] }, errors: [] },
  ])
  expect(answers[0]?.data).not.toBe(answers[1]?.data) // each may change what it got
  expect(requests()).toBe(1)

  const apart = [askAs(signedIn), askAs(anonymous)]
  await both.promise
  answerAll()
  await Promise.all(apart)
  expect(requests()).toBe(3)
})

test('who goes away leaves the read to the others, and the last one ends it', async () => {
  const begun: PromiseWithResolvers<IncomingMessage>[] = [Promise.withResolvers(), Promise.withResolvers()]
  const responses: ServerResponse[] = []
  const { askAs } = await subgraph((request, response, count) => {
    responses.push(response)
    begun[count - 1]?.resolve(request)
  })
  const leaving = () => {
    const gone = new AbortController()
    return { gone, caller: new Caller({ ...parts, gone: gone.signal }) }
  }
  const [one, other] = [leaving(), leaving()]
  const answers = [askAs(one.caller), askAs(other.caller)]
  await begun[0]?.promise
  one.gone.abort()
  const [response] = responses
  if (!response) throw new Error('nothing was asked')
  json(200, { data: { a: 1 } })({} as IncomingMessage, response, 0)
  expect(await answers[1]).toEqual({ data: { a: 1 }, errors: [] })

  const last = leaving()
  const abandoned = askAs(last.caller)
  const request = await begun[1]?.promise
  const closed = new Promise((resolve) => request?.once('close', resolve))
  last.gone.abort()
  await closed
  expect(codes(await abandoned)).toEqual(['SUBGRAPH_UNAVAILABLE'])
})

test('guests who waited together in vain are as many failures, and those who left are none', async () => {
  const begun = Promise.withResolvers<void>()
  const left = await subgraph(() => begun.resolve())
  const gone = new AbortController()
  const leaving = Array.from({ length: 8 }, () => left.askAs(new Caller({ ...parts, gone: gone.signal })))
  await begun.promise
  gone.abort()
  await Promise.all(leaving)
  expect(left.circuit()).toBe('closed')

  const away = await subgraph((_request, response) => void response.destroy(), { read: { timeoutMs: 300 } })
  await Promise.all(Array.from({ length: 8 }, () => away.askAs(anonymous)))
  expect(away.circuit()).toBe('open')
})
