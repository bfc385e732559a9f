import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApolloClient, InMemoryCache } from '@apollo/client'
import { buildSchema, Kind, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { createHashLink } from '../src/api/hash-link.ts'
import { typePolicies } from '../src/api/type-policies.ts'
import * as feed from '../src/features/feed/generated/feed.ts'
import * as follow from '../src/features/follow/generated/follow.ts'
import { withHashes } from './operation-hashes.ts'
import { refreshOperation, sentOperations } from './sent-operations.ts'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../docs/schema.graphql'), 'utf8'))
const operations = [...(await sentOperations()).values()].flat()
const named = (wanted: string) => {
  const found = operations.find(({ name }) => name === wanted)
  if (!found) throw new Error(`there is no operation ${wanted}`)
  return found
}

test('every operation of the app is listed once, and the forum would take it', () => {
  const names = operations.map(({ name }) => name)
  expect(names.length).toBeGreaterThan(40)
  expect(new Set(names).size).toBe(names.length)
  for (const { name, body } of [...operations, refreshOperation])
    expect(validate(schema, parse(body)), name).toEqual([])
})

test('what is listed is what the app’s client sends, and the hash in the document reaches it', async () => {
  const sent: { query?: string; extensions?: { persistedQuery: { sha256Hash: string } } }[] = []
  const answer: typeof fetch = async (_input, init) => {
    sent.push(JSON.parse(String(init?.body)))
    return new Response('{"errors":[{"message":"","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]}')
  }
  const client = new ApolloClient({
    link: createHashLink({ fetch: { query: answer, mutation: answer }, onRefused: () => undefined }),
    cache: new InMemoryCache({ typePolicies }),
    defaultOptions: {
      watchQuery: { errorPolicy: 'all' },
      query: { errorPolicy: 'all' },
      mutate: { errorPolicy: 'all' },
    },
  })
  const [query, mutation] = [named('Feed'), named('FollowUser')]
  await client.query({
    query: Object.assign(structuredClone(feed.FeedDocument), { hash: query.id }),
    variables: { kind: 'LATEST' },
  })
  const document = Object.assign(structuredClone(follow.FollowUserDocument), { hash: mutation.id })
  await client.mutate({ mutation: document, variables: { id: '1' } })
  expect(sent.map((body) => [body.query, body.extensions?.persistedQuery.sha256Hash])).toEqual([
    [undefined, query.id],
    [query.body, query.id],
    [undefined, mutation.id],
    [mutation.body, mutation.id],
  ])
})

test('the hash is written into the generated module, beside what stands there', async () => {
  const file = join(import.meta.dirname, '../src/features/follow/generated/follow.ts')
  const code = readFileSync(file, 'utf8')
  const written = withHashes(code, [named('FollowUser'), named('UnfollowUser')])
  expect(written).toContain(`FollowUserDocument = {"kind":"${Kind.DOCUMENT}","hash":"${named('FollowUser').id}",`)
  expect(written).toContain(`UnfollowUserDocument = {"kind":"${Kind.DOCUMENT}","hash":"${named('UnfollowUser').id}",`)
  expect(written.length).toBe(code.length + 2 * '"hash":"",'.length + 2 * 64)
})

test('a module that codegen writes in another way stops the build', () => {
  expect(() => withHashes('export const FeedDocument = gql``', [named('Feed')])).toThrow('operation-hashes.ts')
})
