import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { ask, type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { likes, publicPost } from './small-forum.ts'

// What the caller did wrong is known before anything is asked of a subgraph, and said as theirs.

let forum: SmallForum
/** Each operation of the property is somebody else's, so that no limit of one caller answers in its place. */
let callers = 0
beforeAll(async () => {
  forum = await startSmallForum({ TRUST_PROXY: 1 })
})

const likeWhen = (condition: string) => `likePost(input: { postId: "${publicPost}" }) ${condition} { __typename }`
const like = likeWhen('')

describe('what depends on variables', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['null for @include', `mutation ($b: Boolean = true) { ${like} a: ${likeWhen('@include(if: $b)')} }`, { b: null }],
    [
      'null for @skip in a fragment',
      `mutation ($b: Boolean = true) { ${like} ...F } fragment F on Mutation { a: ${likeWhen('@skip(if: $b)')} }`,
      { b: null },
    ],
    ['a text for @include', `mutation ($b: Boolean!) { ${likeWhen('@include(if: $b)')} }`, { b: 'yes' }],
    [
      'null at a place that has a default',
      `mutation ($id: ID = "x") { ${like} a: likePost(input: { postId: $id }) { __typename } }`,
      { id: null },
    ],
    ['null inside a list', 'query ($id: ID = "x") { posts(ids: [$id]) { id } }', { id: null }],
    ['null for an argument', 'query ($id: ID = "x") { post(id: $id) { id } }', { id: null }],
    [
      'a scalar that is malformed',
      'query ($since: DateTime) { feed(since: $since) { edges { cursor } } }',
      { since: 'yesterday' },
    ],
  ])('%s is BAD_USER_INPUT, and nothing is done', async (_what, query, variables) => {
    const before = likes.asked
    const { status, errors } = await ask(forum, query, { variables })
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
    expect(likes.asked).toBe(before)
  })

  test('a field that is left out needs no value', async () => {
    const { data, errors } = await ask(
      forum,
      `query ($id: ID = "x", $with: Boolean!) { total post(id: $id) @include(if: $with) { id } }`,
      { variables: { id: null, with: false } },
    )
    expect([data, errors]).toEqual([{ total: 9007199254740991 }, undefined])
  })

  test('an object all of whose fields are left out is an empty object', async () => {
    const { data } = await ask(
      forum,
      `query ($no: Boolean!) { post(id: "${publicPost}") { title @include(if: $no) } }`,
      {
        variables: { no: false },
      },
    )
    expect(data).toEqual({ post: {} })
  })
})

test.each(['__typename', '__x', '__proto__'])('%s is no alias', async (alias) => {
  const before = likes.asked
  const { status, errors } = await ask(forum, `mutation { ${alias}: ${like} }`)
  expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  expect(errors?.[0]?.message).toMatch(/two underscores.*Choose another/)
  expect(likes.asked).toBe(before)
})

describe('bytes', () => {
  const post = (payload: Buffer | string, headers: Record<string, string> = {}) =>
    forum.gateway.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    })
  const query = 'query ($id: ID!) { post(id: $id) { id } }'

  test('that are not UTF-8 are refused, in a body and in an address', async () => {
    const body = Buffer.from(JSON.stringify({ query, variables: { id: 'caf#' } }))
    body[body.indexOf('#')] = 0xe9
    const answer = await post(body)
    expect([answer.statusCode, answer.json().errors[0].message]).toEqual([400, expect.stringContaining('UTF-8')])
    for (const bad of ['%e9', '%ed%a0%80', '%c0%af']) {
      const url = `/graphql?query=${encodeURIComponent('{ post(id: "#") { id } }').replace('%23', bad)}`
      const { statusCode, body: text } = await forum.gateway.inject({ method: 'GET', url })
      expect([statusCode, text]).toEqual([400, expect.stringContaining('UTF-8')])
    }
  })

  test('that are compressed are told what is not taken', async () => {
    for (const encoding of ['gzip', 'br', 'zstd', 'identity, gzip']) {
      const answer = await post(Buffer.from([0x1f, 0x8b, 0x08]), { 'content-encoding': encoding })
      expect([answer.statusCode, answer.json().errors[0].message]).toEqual([415, expect.stringContaining(encoding)])
    }
    expect((await post('{"query":"{ total }"}', { 'content-encoding': 'identity' })).statusCode).toBe(200)
  })

  test.each([
    ['half a surrogate pair', String.raw`{"query":"QUERY","variables":{"id":"\ud800"}}`],
    ['U+0000', String.raw`{"query":"QUERY","variables":{"id":"a\u0000b"}}`],
    ['one in a key', String.raw`{"query":"QUERY","variables":{"id":"a","\udc00":1}}`],
    ['U+0000 in a literal', String.raw`{"query":"{ post(id: \"\\u0000\") { id } }"}`],
  ])('%s is no text', async (_what, payload) => {
    const answer = await post(payload.replace('QUERY', query))
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
  })

  test('of all planes pass', async () => {
    const answer = await post(JSON.stringify({ query, variables: { id: 'é€𝄞' } }))
    expect(answer.json()).toEqual({ data: { post: null } })
  })
})

/** A thousand operations are planned one after the other, most of them for the first time. */
const slowMs = 180_000

// A random operation over the fixtures' schema: each variable is nullable with a default or not, given, null, of another type, or left out.
const value = fc.constantFrom(null, true, false, 'x', 7, publicPost, [publicPost], [null], {}, undefined)
const variable = fc.record({
  type: fc.constantFrom('Boolean', 'Boolean!', 'ID', 'ID!', 'Int', 'DateTime', '[ID!]!', '[ID]', 'LikePostInput!'),
  hasDefault: fc.boolean(),
  value,
})
const defaults: Record<string, string> = {
  Boolean: 'true',
  ID: '"x"',
  Int: '3',
  DateTime: 'null',
  '[ID]': '["x"]',
  '[ID!]!': '["x"]',
  'Boolean!': 'false',
  'ID!': '"y"',
  'LikePostInput!': `{ postId: "${publicPost}" }`,
}
const field = fc.constantFrom(
  'post(id: $v0) { id title author { handle } }',
  'posts(ids: $v1) { title stats { views } }',
  'posts(ids: [$v0, $v2]) { title @skip(if: $v3) }',
  'feed(first: $v1, since: $v2) { edges { node { ...F } } }',
  'feed(first: 2) { edges { node { ...F @include(if: $v3) comments(first: $v0) { edges { cursor } } } } }',
  'topPosts(first: $v2) { rank post { ...F stats { views } } }',
  'statsAsOf @include(if: $v1) @skip(if: $v0)',
  'total',
)
const change = fc.constantFrom(
  'likePost(input: $v0) { __typename ... on LikePostSuccess { post { ...F } } }',
  'likePost(input: { postId: $v1 }) { __typename }',
  `likePost(input: { postId: "${publicPost}" }) @include(if: $v2) { __typename ... on LikePostSuccess { post { ...F } } }`,
)
const alias = fc.constantFrom('', 'a: ', 'b: ', 'c: ', '__typename: ', '_d: ')
const operation = fc.record({
  variables: fc.array(variable, { minLength: 4, maxLength: 4 }),
  isMutation: fc.boolean(),
  queries: fc.array(fc.tuple(alias, field), { minLength: 1, maxLength: 4 }),
  changes: fc.array(fc.tuple(alias, change), { minLength: 1, maxLength: 3 }),
})

test(
  'a thousand random operations are answered without a fault, and none that was refused is done',
  async () => {
    await fc.assert(
      fc.asyncProperty(operation, async ({ variables, isMutation, queries, changes }) => {
        const parts = (isMutation ? changes : queries).map(([name, text]) => `${name}${text}`).join(' ')
        const fragment = parts.includes('...F')
          ? 'fragment F on Post { id t: title author @include(if: $v3) { handle } }'
          : ''
        const used = variables
          .map((each, index) => ({ ...each, name: `v${index}` }))
          .filter(({ name }) => `${parts}${fragment}`.includes(`$${name}`))
        const declared = used.map(
          ({ name, type, hasDefault }) => `$${name}: ${type}${hasDefault ? ` = ${defaults[type]}` : ''}`,
        )
        callers += 1
        const before = likes.asked
        const { errors, status } = await ask(
          forum,
          `${isMutation ? 'mutation' : 'query'} ${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${parts} } ${fragment}`,
          {
            variables: Object.fromEntries(used.map(({ name, value: given }) => [name, given])),
            headers: {
              authorization: `Bearer ann#${callers}`,
              'x-forwarded-for': `10.0.${callers >> 8}.${callers & 255}`,
            },
          },
        )
        const codes = (errors ?? []).map(({ extensions }) => extensions.code)
        expect(status).toBeLessThan(500)
        // `stats` of the second post is broken on purpose in the fixtures.
        const faults = (errors ?? []).filter(
          ({ extensions, path }) => extensions.code === 'INTERNAL_SERVER_ERROR' && !path?.includes('stats'),
        )
        expect(faults).toEqual([])
        const wasRefused = isMutation && codes.some((code) => code !== 'INTERNAL_SERVER_ERROR')
        expect(wasRefused ? likes.asked : before).toBe(before)
      }),
      { numRuns: 1_000 },
    )
  },
  slowMs,
)
