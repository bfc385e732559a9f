import { join } from 'node:path'
import { createHttpServer, createLogger, createMetrics } from '@forum/service-kit'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createSubgraph,
  decodeCursor,
  LongTexts,
  maxAnswerBytes,
  readPage,
  type SubgraphRequest,
  signedIn,
} from '../src/index.ts'

const gatewaySecret = 'gateway-secret-gateway-secret-gateway'
const logger = createLogger({ name: 'test', level: 'silent' })
let app: FastifyInstance
type Context = SubgraphRequest & { longTexts: LongTexts }

beforeAll(async () => {
  app = createHttpServer({ logger })
  await createSubgraph<Context>({
    name: 'things',
    app,
    modulesDirectory: join(import.meta.dirname, 'fixtures/modules'),
    gatewaySecret,
    logger,
    metrics: createMetrics('things'),
    createContext: (request) => ({ ...request, longTexts: new LongTexts() }),
    longTextsOf: ({ longTexts }) => longTexts,
    auth: {
      verify: async (token) => {
        if (token === 'away') return { status: 'unavailable' }
        if (token !== 'good') return { status: 'invalid', reason: 'SESSION_ENDED' }
        return { status: 'valid', userId: '1', handle: 'ann', role: 'USER', sessionId: 's', scopes: ['*'] }
      },
    },
    resolvers: {
      Query: {
        who: (_root: unknown, _args: unknown, { viewer }: SubgraphRequest) => viewer?.handle ?? null,
        secret: (_root: unknown, _args: unknown, { viewer }: SubgraphRequest) => signedIn(viewer).handle,
        at: (_root: unknown, { time }: { time: Date }) => time,
        list: (_root: unknown, args: { first?: number; after?: string }) => {
          const { first, after } = readPage(args)
          return after ? decodeCursor('list', after) : [first]
        },
      },
      Thing: {
        __resolveReference: ({ id }: { id: string }) => {
          if (id === 'broken') throw new Error('at once')
          return { id, name: `thing ${id}` }
        },
        name: ({ id, name }: { id: string; name: string }, _args: unknown, { longTexts }: Context) =>
          longTexts.give(/^\d+$/.test(id) ? 'я'.repeat(Number(id) / 2) : name),
      },
    },
  })
})
afterAll(() => app.close())

const ask = async (query: string, headers: Record<string, string> = {}, variables: object = {}) => {
  const answer = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'x-forum-gateway-secret': gatewaySecret, ...headers },
    payload: { query, variables },
  })
  return { status: answer.statusCode, ...answer.json() }
}

test.each([undefined, '', 'wrong'])('without the secret (%j) nothing is read', async (secret) => {
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { 'x-forum-gateway-secret': secret }),
    },
    payload: '{ not even JSON',
  })
  expect(statusCode).toBe(403)
})

test('identity is what the token says, never a header', async () => {
  expect((await ask('{ who }', { authorization: 'Bearer good' })).data).toEqual({ who: 'ann' })
  expect((await ask('{ who }', { 'x-forum-viewer': 'ann', 'x-user-id': '1' })).data).toEqual({ who: null })
})

test.each([
  ['ended', 401, { code: 'UNAUTHENTICATED', reason: 'SESSION_ENDED' }],
  ['away', 503, { code: 'AUTH_UNAVAILABLE' }],
])('a token that is %s refuses the whole request', async (token, status, extensions) => {
  const answer = await ask('{ who }', { authorization: `Bearer ${token}` })
  expect([answer.status, answer.errors[0].extensions]).toEqual([status, extensions])
})

test('what needs a viewer says NO_CREDENTIAL', async () => {
  expect((await ask('{ secret }')).errors[0].extensions).toEqual({ code: 'UNAUTHENTICATED', reason: 'NO_CREDENTIAL' })
})

test.each([
  ['{ list(first: 0) }', {}],
  ['{ list(first: 101) }', {}],
  ['{ list(after: "rubbish") }', {}],
  ['{ at(time: "rubbish") }', {}],
  ['query ($time: DateTime!) { at(time: $time) }', { time: '2026-02-30T00:00:00Z' }],
])('%s is BAD_USER_INPUT', async (query, variables) => {
  expect((await ask(query, {}, variables)).errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT' })
})

test('one entity that fails leaves the others of its batch', async () => {
  const { data, errors } = await ask(
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { name } } }',
    {},
    { r: ['a', 'broken', 'b'].map((id) => ({ __typename: 'Thing', id })) },
  )
  expect(data._entities).toEqual([{ name: 'thing a' }, null, { name: 'thing b' }])
  expect(errors).toEqual([
    {
      message: 'Something went wrong here.',
      path: ['_entities', 1],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ])
})

describe('long texts', () => {
  const texts = (...bytes: number[]) =>
    ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { name } } }',
      {},
      { r: bytes.map((each) => ({ __typename: 'Thing', id: String(each) })) },
    )

  test('an answer of just as much as is allowed is given, in bytes of UTF-8', async () => {
    const { data, errors } = await texts(maxAnswerBytes / 2, maxAnswerBytes / 2)
    expect(errors).toBeUndefined()
    expect(data._entities.map(({ name }: { name: string }) => Buffer.byteLength(name))).toEqual([1_000_000, 1_000_000])
  })

  test('more is one short error, however many texts there are', async () => {
    const answer = await texts(maxAnswerBytes, ...Array.from({ length: 500 }, () => 2))
    expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX' } }] })
    expect(JSON.stringify(answer).length).toBeLessThan(500)
  })
})
