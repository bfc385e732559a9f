import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { createMetrics, LoopBudget } from '@forum/service-kit'
import type { FastifyRequest } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymousCaller } from '../src/admission/admit.ts'
import type { Caller } from '../src/admission/caller.ts'
import type { SubgraphDataSource } from '../src/data-source/subgraph-data-source.ts'
import { openSubgraphs } from '../src/subgraphs.ts'
import { ask, composeFixtures, type SmallForum, startSmallForum, urlOf } from './gateway-under-test.ts'
import { postIds, publicPost, quiet, secondPost, subgraphSecret } from './small-forum.ts'

// Our executor answers what stock's does, wherever nothing fails.

/** Stock's executor asks through our data source. */
const stockSource = (source: SubgraphDataSource): GraphQLDataSource<{ caller: Caller }> => ({
  process: async ({ request: { query, operationName, variables }, context }) => {
    if (!('caller' in context)) throw new Error('a fetch for nobody')
    const body = JSON.stringify({ query, operationName, variables })
    const { data, errors } = await source.fetch(body, context.caller, true)
    return {
      data,
      errors: errors.map(({ message, code, path }) => ({ message, ...(path ? { path } : {}), extensions: { code } })),
    }
  },
})

let forum: SmallForum
let stock: ApolloServer<{ caller: Caller }>

beforeAll(async () => {
  forum = await startSmallForum()
  const { auth, posts, stats } = forum.subgraphs
  const subgraphs = openSubgraphs(
    { auth: urlOf(auth), posts: urlOf(posts), stats: urlOf(stats) },
    { loop: new LoopBudget(), logger: quiet, metrics: createMetrics('stock'), sharesReads: false },
  )
  const gateway = new ApolloGateway({
    supergraphSdl: composeFixtures(),
    logger: quiet,
    buildService: ({ name }) => {
      const source = subgraphs.dataSources.get(String(name))
      if (!source) throw new Error(`no subgraph ${name}`)
      return stockSource(source)
    },
  })
  stock = new ApolloServer<{ caller: Caller }>({ gateway, logger: quiet, stopOnTerminationSignals: false })
  await stock.start()
  afterAll(async () => {
    await stock.stop()
    await subgraphs.close()
  })
})

test.each<[string, Record<string, unknown>]>([
  [`{ post(id: "${publicPost}") { id title author { id handle bio } stats { views } } }`, {}],
  [`{ feed(first: 2) { edges { cursor node { title author { handle } } } pageInfo { hasNextPage endCursor } } }`, {}],
  [`{ a: feed { edges { node { x: title } } } b: feed { edges { node { x: id y: author { z: handle } } } } }`, {}],
  [`query ($ids: [ID!]!) { posts(ids: $ids) { title author { handle } } }`, { ids: [...postIds, publicPost] }],
  [`query ($ids: [ID!]!) { posts(ids: $ids) { title } }`, { ids: [] }],
  [`{ topPosts { rank post { id author { handle } } } }`, {}],
  [`{ topPosts { post { author { handle } } } total statsAsOf }`, {}],
  [
    `query ($with: Boolean!) { post(id: "${publicPost}") { title @include(if: $with) author @skip(if: $with) { handle } } }`,
    { with: true },
  ],
  [
    `query ($with: Boolean!) { post(id: "${publicPost}") { title @include(if: $with) author @skip(if: $with) { handle } } }`,
    { with: false },
  ],
  [
    `{ post(id: "${secondPost}") { ...A ...B } } fragment A on Post { title author { handle } } fragment B on Post { id author { bio } }`,
    {},
  ],
  [`{ user(handle: "nobody") { handle } viewer { id bookmarks { edges { cursor } } } }`, {}],
  [`{ __typename post(id: "${publicPost}") { __typename t: __typename author { __typename } } }`, {}],
  [`{ __type(name: "Post") { name fields { name type { name kind ofType { name } } } } statsAsOf }`, {}],
  [`query ($name: String!) { __type(name: $name) { kind } }`, { name: 'Visibility' }],
  [
    `mutation { login(input: { login: "bob", password: "p" }) { __typename ... on Problem { code } ... on LoginSuccess { viewer { id } } } }`,
    {},
  ],
])('%s', async (query, variables) => {
  const ours = await ask(forum, query, { variables })
  const request = { id: 'request', headers: {}, ip: '127.0.0.1' } as FastifyRequest
  const { body } = await stock.executeOperation(
    { query, variables },
    { contextValue: { caller: anonymousCaller(request, new AbortController().signal, subgraphSecret) } },
  )
  expect(ours.errors).toBeUndefined()
  expect(ours.data).toEqual(JSON.parse(JSON.stringify(body.kind === 'single' ? body.singleResult.data : null)))
})
