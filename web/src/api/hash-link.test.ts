import { ApolloClient, gql } from '@apollo/client'
import { expect, test } from 'vitest'
import { createCache, defaultOptions } from './cache.ts'
import { createHashLink } from './hash-link.ts'
import { codeOf } from './outage.ts'
import { requestIdOf } from './request-id.ts'

type Body = { query?: string; operationName: string; extensions?: object }

const tags = Object.assign(gql('query Tags { tags { name } }'), { hash: 'hash-of-tags' })
const like = Object.assign(gql('mutation Like { likePost { __typename } }'), { hash: 'hash-of-like' })
const extensions = { persistedQuery: { version: 1, sha256Hash: 'hash-of-tags' } }
const fault = (code: string) => JSON.stringify({ errors: [{ message: code, extensions: { code } }] })

/** A client over a gateway that gives these answers in turn. */
function clientOf(answers: Response[]) {
  const sent: { kind: string; body: Body; signal: AbortSignal | null | undefined }[] = []
  let refused = 0
  const fetchOf =
    (kind: string): typeof fetch =>
    async (_input, init) => {
      sent.push({ kind, body: JSON.parse(String(init?.body)), signal: init?.signal })
      return answers.shift() ?? new Response('{"data":{"tags":[]}}')
    }
  const client = new ApolloClient({
    link: createHashLink({
      fetch: { query: fetchOf('query'), mutation: fetchOf('mutation') },
      onRefused: () => {
        refused += 1
      },
    }),
    cache: createCache(),
    defaultOptions,
  })
  return { client, sent, refused: () => refused }
}

test('a known operation is sent as its hash, by the fetch of its kind', async () => {
  const { client, sent } = clientOf([new Response('{"data":{"tags":[]}}'), new Response('{"data":{"likePost":null}}')])
  expect((await client.query({ query: tags })).data).toEqual({ tags: [] })
  await client.mutate({ mutation: like })
  expect(sent.map(({ kind }) => kind)).toEqual(['query', 'mutation'])
  expect(sent[0]?.body).toEqual({ operationName: 'Tags', variables: {}, extensions })
})

test('a gateway that does not know the hash is sent the text too, once', async () => {
  const { client, sent } = clientOf([new Response(fault('PERSISTED_QUERY_NOT_FOUND'))])
  expect((await client.query({ query: tags })).data).toEqual({ tags: [] })
  expect(sent[1]?.body).toMatchObject({ query: expect.stringContaining('query Tags'), extensions })
  const stubborn = clientOf([1, 2].map(() => new Response(fault('PERSISTED_QUERY_NOT_FOUND'))))
  await stubborn.client.query({ query: tags })
  expect(stubborn.sent).toHaveLength(2)
})

test('without a hash the text is sent', async () => {
  const { client, sent } = clientOf([])
  await client.query({ query: gql('query Unhashed { tags { name } }') })
  expect(sent[0]?.body).toEqual({
    operationName: 'Unhashed',
    variables: {},
    query: expect.stringContaining('__typename'),
  })
})

test('a gateway that answers another build only says so, and the page is told', async () => {
  const { client, refused } = clientOf([new Response(fault('PERSISTED_QUERY_REQUIRED'))])
  const { error } = await client.query({ query: tags })
  expect([codeOf(error), refused()]).toEqual(['PERSISTED_QUERY_REQUIRED', 1])
})

test.each([
  ['a proxy’s page', '<html>', 200],
  ['a bad status', '{"data":{"tags":[]}}', 502],
])('%s is no answer', async (_what, body, status) => {
  const { client } = clientOf([new Response(body, { status, headers: { 'x-request-id': 'r-1' } })])
  const { error } = await client.query({ query: tags })
  expect([codeOf(error), requestIdOf(error)]).toEqual(['NETWORK', 'r-1'])
})

test('who leaves asks no longer', () => {
  const { client, sent } = clientOf([])
  client.watchQuery({ query: tags }).subscribe({}).unsubscribe()
  expect(sent.every(({ signal }) => signal?.aborted)).toBe(true)
})
