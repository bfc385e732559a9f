import { getIntrospectionQuery } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { ask, type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { publicPost } from './small-forum.ts'

let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum()
})

const outcome = async (query: string, variables: Record<string, unknown> = {}) => {
  const { status, errors } = await ask(forum, query, { variables })
  return [status, errors?.[0]?.extensions.code ?? null]
}
const fine = [200, null]
const tooComplex = [400, 'OPERATION_TOO_COMPLEX']
const badInput = [400, 'BAD_USER_INPUT']

const nested = (depth: number): string => {
  const inside = 'comments(first: 1) { edges { node { '
  const levels = Math.floor((depth - 2) / 3)
  const rest = depth - 2 - levels * 3
  const tail = ['id', 'comments(first: 1) { pageInfo { hasNextPage } }'][rest === 0 ? 0 : 1]
  return `{ post(id: "${publicPost}") { ${inside.repeat(levels)} ${tail} ${'} } } '.repeat(levels)} } }`
}

describe('depth', () => {
  test('20 is allowed, 21 is not', async () => {
    // post + 6 × (comments, edges, node) + id is 20; one more pair of levels is more.
    expect(await outcome(nested(20))).toEqual(fine)
    expect(await outcome(nested(22))).toEqual(tooComplex)
  })

  test('counts through fragments', async () => {
    const chain = Array.from(
      { length: 10 },
      (_none, index) => `fragment F${index} on Post { comments(first: 1) { edges { node { ...F${index + 1} } } } }`,
    )
    const query = `{ post(id: "${publicPost}") { ...F0 } } ${chain.join(' ')} fragment F10 on Post { id }`
    expect(await outcome(query)).toEqual(tooComplex)
  })
})

describe('aliases', () => {
  const aliased = (count: number) =>
    `{ ${Array.from({ length: count }, (_none, index) => `a${index}: statsAsOf`).join(' ')} }`

  test('30 are allowed, 31 are not', async () => {
    expect(await outcome(aliased(30))).toEqual(fine)
    expect(await outcome(aliased(31))).toEqual(tooComplex)
  })

  test('of introspection count, too: each would be the whole schema once more', async () => {
    const schemas = (count: number) =>
      `{ ${Array.from({ length: count }, (_none, index) => `a${index}: __schema { types { name } }`).join(' ')} }`
    expect(await outcome(schemas(30))).toEqual(fine)
    expect(await outcome(schemas(31))).toEqual(tooComplex)
  })

  test('a name that is said again is no alias', async () => {
    expect(await outcome('{ statsAsOf: statsAsOf }')).toEqual(fine)
  })
})

describe('cost', () => {
  const page = (outer: number, inner: number) =>
    `{ feed(first: ${outer}) { edges { node { comments(first: ${inner}) { edges { cursor } } } } } }`

  test('100 × 100 is allowed, with a third list inside it is not', async () => {
    expect(await outcome(page(100, 100))).toEqual(fine)
    expect(
      await outcome(
        '{ feed(first: 100) { edges { node { comments(first: 100) { edges { node { comments(first: 2) { edges { cursor } } } } } } } } }',
      ),
    ).toEqual(tooComplex)
  })

  test('counts defaults, variables, ids and both of two lists', async () => {
    const withDefaults =
      '{ feed(first: 100) { edges { node { comments { edges { node { comments { edges { cursor } } } } } } } } }'
    expect(await outcome(withDefaults)).toEqual(tooComplex)
    const byVariable =
      'query ($n: Int) { feed(first: $n) { edges { node { comments(first: $n) { edges { node { comments(first: $n) { edges { cursor } } } } } } } } }'
    expect(await outcome(byVariable, { n: 21 })).toEqual(fine)
    expect(await outcome(byVariable, { n: 22 })).toEqual(tooComplex)
    const two = `{ a: feed(first: 100) { edges { node { comments(first: 60) { edges { cursor } } } } } b: feed(first: 100) { edges { node { comments(first: 60) { edges { cursor } } } } } }`
    expect(await outcome(two)).toEqual(tooComplex)
    const ids =
      'query ($ids: [ID!]!) { posts(ids: $ids) { comments(first: 100) { edges { node { comments(first: 2) { edges { cursor } } } } } } }'
    expect(await outcome(ids, { ids: Array.from({ length: 100 }, () => publicPost) })).toEqual(tooComplex)
  })

  test('a fragment that multiplies itself is measured at once', async () => {
    const bomb = Array.from(
      { length: 40 },
      (_none, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
    ).join(' ')
    expect(await outcome(`{ ...F0 } ${bomb} fragment F40 on Query { feed(first: 100) { edges { cursor } } }`)).toEqual(
      tooComplex,
    )
  })
})

describe('long texts', () => {
  test('weigh in the cost: four in each comment of a page of threads are too much', async () => {
    const page = (texts: string) =>
      `{ feed(first: 100) { edges { node { comments(first: 90) { edges { node { ${texts} } } } } } } }`
    expect(await outcome(page('id'))).toEqual(fine)
    expect(await outcome(page('body'))).toEqual(fine)
    const nested =
      '{ posts(ids: $ids) { body comments(first: 90) { edges { node { a: body b: body c: body d: body id comments(first: 1) { edges { node { id } } } } } } } }'
    const ids = Array.from({ length: 100 }, () => publicPost)
    expect(await outcome(`query ($ids: [ID!]!) ${nested}`, { ids })).toEqual(tooComplex)
  })

  test('under more than four names of one thing are refused, through fragments too', async () => {
    const names = (count: number) => Array.from({ length: count }, (_none, index) => `t${index}: body`).join(' ')
    expect(await outcome(`{ post(id: "${publicPost}") { ${names(4)} } }`)).toEqual(fine)
    expect(await outcome(`{ post(id: "${publicPost}") { ${names(5)} } }`)).toEqual(tooComplex)
    expect(
      await outcome(
        `{ post(id: "${publicPost}") { ...F ...G } } fragment F on Post { a: body b: body c: body } fragment G on Post { d: body ... { e: body } }`,
      ),
    ).toEqual(tooComplex)
  })
})

describe('fields that compute much', () => {
  const many = (count: number, field: (n: number) => string) =>
    `{ ${Array.from({ length: count }, (_none, n) => `a${n}: ${field(n)}`).join(' ')} }`

  test.each([
    ['searches', 2, (n: number) => `searchPosts(query: "tea ${n}", first: 100) { edges { cursor } }`],
    ['rankings', 9, () => 'topUsers(by: POSTS, first: 10) { items { rank } }'],
    ['series', 1, () => 'activity(from: "2024-01-01", to: "2026-09-26") { points { views } }'],
  ])('%s: %i are allowed, a few more are not', async (_name, allowed, field) => {
    expect(await outcome(many(allowed, field))).not.toEqual(tooComplex)
    expect(await outcome(many(allowed + 3, field))).toEqual(tooComplex)
  })

  test('days count as nodes, by their dates', async () => {
    const page = (first: number, from: string) =>
      `{ feed(first: ${first}) { edges { node { stats { daily(from: "${from}", to: "2026-03-31") { views } } } } } }`
    expect(await outcome(page(100, '2026-03-01'))).not.toEqual(tooComplex)
    expect(await outcome(page(100, '2026-01-01'))).toEqual(tooComplex)
    expect(await outcome(page(20, '2025-04-01'))).not.toEqual(tooComplex)
  })
})

describe('first', () => {
  test.each([0, -1, 101, 2_000_000_000])('%i is refused', async (first) => {
    expect(await outcome(`{ feed(first: ${first}) { edges { cursor } } }`)).toEqual(badInput)
    expect(await outcome('query ($first: Int) { feed(first: $first) { edges { cursor } } }', { first })).toEqual(
      badInput,
    )
  })

  test.each([1, 100])('%i is allowed', async (first) => {
    expect(await outcome(`{ feed(first: ${first}) { edges { cursor } } }`)).toEqual(fine)
  })
})

test('introspection is exempt', async () => {
  expect(await outcome(getIntrospectionQuery())).toEqual(fine)
})

describe('size', () => {
  const post = (payload: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    forum.gateway.inject({ method: 'POST', url: '/graphql', headers, payload })

  test('over 1 MB is PAYLOAD_TOO_LARGE', async () => {
    const answer = await post(JSON.stringify({ query: '{ statsAsOf }', variables: { text: 'x'.repeat(1024 * 1024) } }))
    expect(answer.statusCode).toBe(413)
    expect(answer.json().errors[0].extensions.code).toBe('PAYLOAD_TOO_LARGE')
  })

  test('just under 1 MB is served, by the subgraph too', async () => {
    const id = 'x'.repeat(1024 * 1024 - 100)
    const answer = await post(JSON.stringify({ query: 'query($id:ID!){post(id:$id){id}}', variables: { id } }))
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ data: { post: null } })
  })

  test('a document of a hundred thousand tokens is refused before it is understood', async () => {
    const answer = await post(JSON.stringify({ query: `{ ${'a '.repeat(100_000)} }` }))
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].extensions.code).toBe('OPERATION_TOO_COMPLEX')
  })

  test('a text of a megabyte is told to use variables', async () => {
    const answer = await post(JSON.stringify({ query: `{ post(id: "${'x'.repeat(900_000)}") { id } }` }))
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual(tooComplex)
    expect(answer.json().errors[0].message).toContain('variables')
  })

  test.each([
    ['selections', `${'{a'.repeat(4_900)}${'}'.repeat(4_900)}`],
    ['list values', `{ feed(since: ${'['.repeat(4_900)}${']'.repeat(4_900)}) { edges { cursor } } }`],
    ['ids', `{ posts(ids: ${'['.repeat(4_900)}${']'.repeat(4_900)}) { id } }`],
    ['list types', `query ($a: ${'['.repeat(4_900)}Int${']'.repeat(4_900)}) { total }`],
  ])('%s nested by thousands are a 400', async (_what, query) => {
    const { status } = await ask(forum, query)
    expect(status).toBe(400)
  })

  test('a chain of a thousand fragments is no fault of ours', async () => {
    const chain = Array.from({ length: 1_200 }, (_none, index) => `fragment F${index} on Query { ...F${index + 1} }`)
    const { status } = await ask(forum, `{ ...F0 } ${chain.join(' ')} fragment F1200 on Query { total }`)
    expect(status).toBeLessThan(500)
  })

  test('variables nested by a hundred thousand are a 400', async () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const answer = await post(
      `{"query":"query ($ids: [ID!]!) { posts(ids: $ids) { id } }","variables":{"ids":${nested}}}`,
    )
    expect(answer.statusCode).toBe(400)
  })

  test('thousands of fields are refused before they are validated', async () => {
    expect(await outcome(`{ ${'statsAsOf '.repeat(5_000)} }`)).toEqual(tooComplex)
  })
})

test('a hash alone is told that nothing is kept, as clients of persisted queries expect', async () => {
  const answer = await forum.gateway.inject({
    method: 'POST',
    url: '/graphql',
    payload: { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.json().errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND')
})

describe('rubbish is a clear 4xx', () => {
  test.each<[string, string, string]>([
    ['no JSON', '{', 'BAD_REQUEST'],
    ['an empty body', '', 'BAD_REQUEST'],
    ['null', 'null', 'BAD_REQUEST'],
    ['a number', '7', 'BAD_REQUEST'],
    ['a batch', '[{"query":"{ statsAsOf }"}]', 'BAD_REQUEST'],
    ['no query', '{}', 'BAD_REQUEST'],
    ['an empty query', '{"query":""}', 'BAD_REQUEST'],
    ['a query that is a number', '{"query":1}', 'BAD_REQUEST'],
    ['variables that are text', '{"query":"{ statsAsOf }","variables":"x"}', 'BAD_REQUEST'],
    ['variables that are a list', '{"query":"{ statsAsOf }","variables":[1]}', 'BAD_REQUEST'],
    ['an operationName that is an object', '{"query":"{ statsAsOf }","operationName":{}}', 'BAD_REQUEST'],
    ['an operation that is not there', '{"query":"query A { statsAsOf }","operationName":"B"}', 'BAD_REQUEST'],
    ['several operations and no name', '{"query":"query A { statsAsOf } query B { statsAsOf }"}', 'BAD_REQUEST'],
    ['only a fragment', '{"query":"fragment F on Query { statsAsOf }"}', 'BAD_REQUEST'],
    ['__proto__', '{"query":"{ statsAsOf }","__proto__":{"a":1}}', 'BAD_REQUEST'],
    ['no GraphQL', '{"query":"select 1"}', 'GRAPHQL_PARSE_FAILED'],
    ['an open brace', '{"query":"{ statsAsOf"}', 'GRAPHQL_PARSE_FAILED'],
    ['a field that is not there', '{"query":"{ nothing }"}', 'GRAPHQL_VALIDATION_FAILED'],
    ['a fragment that holds itself', '{"query":"{ ...F } fragment F on Query { ...F }"}', 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription', '{"query":"subscription { statsAsOf }"}', 'GRAPHQL_VALIDATION_FAILED'],
    ['the inaccessible key', `{"query":"{ post(id: \\"${publicPost}\\") { ref } }"}`, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'entities from outside',
      '{"query":"{ _entities(representations: []) { __typename } }"}',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a variable that is missing', '{"query":"query ($id: ID!) { post(id: $id) { id } }"}', 'BAD_USER_INPUT'],
    [
      'a variable of another type',
      '{"query":"query ($id: ID!) { post(id: $id) { id } }","variables":{"id":{}}}',
      'BAD_USER_INPUT',
    ],
  ])('%s', async (_what, payload, code) => {
    const answer = await forum.gateway.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      payload,
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].extensions.code).toBe(code)
  })

  test.each([
    ['PUT', '/graphql'],
    ['DELETE', '/graphql'],
    ['GET', '/graphql?query={'],
    ['GET', '/graphql?query={statsAsOf}&variables={'],
    ['GET', '/graphql?query={statsAsOf}&query={total}'],
    ['GET', '/graphql/nothing'],
    ['GET', '/%'],
    ['GET', '/internal/drain'],
    ['POST', '/internal/drain'],
    ['GET', '/exports/../graphql'],
  ] as const)('%s %s', async (method, url) => {
    const { statusCode, body } = await forum.gateway.inject({ method, url, headers: { accept: '*/*' } })
    expect(statusCode).toBeGreaterThanOrEqual(400)
    expect(statusCode).toBeLessThan(500)
    expect(body).not.toMatch(/at .*\.(ts|js):/)
  })

  test.each([
    ['cookie', 'forum_access=%00%ff; forum_refresh="; =; forum_visitor=a.b'],
    ['authorization', `Bearer ${'x'.repeat(5000)}`],
    ['traceparent', 'nonsense'],
    ['x-request-id', 'a b\tc'],
    ['user-agent', 'ü'.repeat(300)],
    ['content-type', 'application/json; charset=utf-16'],
    ['accept', ';;;'],
  ])('a strange %s header is no fault of ours', async (name, value) => {
    const { status } = await ask(forum, '{ statsAsOf }', { headers: { origin: 'http://forum.test', [name]: value } })
    expect(status).toBeLessThan(500)
  })
})
