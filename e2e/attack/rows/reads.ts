import type { Row } from '../row.ts'

// A6: reads that are dear, and many of them; A7: cursors of times that are not.

const many = (count: number, piece: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => piece(n)).join(' ')

/** What is dear is answered, refused for its cost, or given up when its time is over: a slow machine gives up sooner. */
const answeredOrGivenUp: Row['verdict'] = ['DATA', 'OPERATION_TOO_COMPLEX', 'SUBGRAPH_UNAVAILABLE', 'OVERLOADED']

const tooComplex: Row['verdict'] = ['OPERATION_TOO_COMPLEX']

const row = (id: string, what: string, document: string, verdict: Row['verdict'] = answeredOrGivenUp): Row => ({
  id,
  what,
  as: 'guest',
  requests: () => [{ document }],
  verdict,
})

const page = (
  id: string,
  what: string,
  path: (world: { post: string }, n: number) => string,
  accept = 'text/html',
  verdict: Row['verdict'] = 'DATA',
): Row => ({
  id,
  what,
  as: 'guest',
  requests: (world) => Array.from({ length: 500 }, (_, n) => ({ path: path(world, n), accept })),
  verdict,
})

export const readRows: Row[] = [
  row(
    'A6.1',
    'four previews of dear texts',
    `query Attack { ${many(4, (n) => `a${n}: renderMarkdown(body: "${'*a **a '.repeat(1_400)}")`)} }`,
    ['UNAUTHENTICATED', 'OPERATION_TOO_COMPLEX'],
  ),
  {
    id: 'A6.2',
    what: 'previews of dear texts by an account',
    as: 'account',
    rendersText: true,
    requests: () => [
      {
        document: 'query Attack($body: String!) { renderMarkdown(body: $body) }',
        variables: { body: ']'.repeat(50_000) },
      },
    ],
    verdict: ['DATA', 'BAD_USER_INPUT'],
  },
  row(
    'A6.3',
    '30 rankings of posts',
    `query Attack { ${many(30, (n) => `a${n}: topPosts(by: ${['VIEWS', 'LIKES', 'COMMENTS', 'UNIQUE_VIEWERS'][n % 4]}, window: ${['DAY', 'WEEK', 'MONTH', 'YEAR', 'ALL'][n % 5]}, first: ${n + 1}) { items { rank value } }`)} }`,
    tooComplex,
  ),
  row(
    'A6.4',
    '30 rankings of people',
    `query Attack { ${many(30, (n) => `a${n}: topUsers(by: ${['POSTS', 'COMMENTS', 'LIKES_RECEIVED', 'VIEWS_RECEIVED'][n % 4]}, window: ${['DAY', 'WEEK', 'MONTH', 'YEAR', 'ALL'][n % 5]}, first: ${n + 1}) { items { rank value } }`)} }`,
    tooComplex,
  ),
  row(
    'A6.5',
    '30 searches',
    `query Attack { ${many(30, (n) => `a${n}: searchPosts(query: "tea ${n} water", first: 100) { edges { titleHtml excerptHtml } }`)} }`,
    tooComplex,
  ),
  row(
    'A6.6',
    '30 searches for people',
    `query Attack { ${many(30, (n) => `a${n}: searchUsers(query: "a${n}", first: 100) { edges { node { handle } } }`)} }`,
  ),
  row(
    'A6.7',
    'activity of 1,000 buckets through 20 aliases',
    `query Attack { ${many(20, (n) => `a${n}: activity(from: "2024-03-${String((n % 28) + 1).padStart(2, '0')}", to: "2026-11-20", bucket: DAY) { points { views activeUsers } }`)} }`,
    tooComplex,
  ),
  row(
    'A6.8',
    'days of 100 posts',
    'query Attack { feed(first: 100) { edges { node { stats { views daily(from: "2024-03-01", to: "2026-11-20") { views likes } } } } } }',
    tooComplex,
  ),
  row(
    'A6.9',
    'people of 100 posts, and whom they follow',
    'query Attack { feed(first: 100) { edges { node { author { followers(first: 100) { edges { node { following(first: 1) { edges { cursor } } } } } } } } } }',
  ),
  page(
    'A6.10',
    'pages of posts that are not there',
    (_world, n) => `/p/00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    'text/html',
    ['DATA', 'NOT_FOUND'],
  ),
  page('A6.11', 'pages of one post', ({ post }, n) => `/p/${post}?n=${n}`),
  page('A6.12', 'the schema as text', () => '/schema.graphql', 'text/plain'),
  page('A6.20', 'pages of tags that nobody has used', (_world, n) => `/t/nobody-${n}`),
  page('A6.21', 'pages of the feed after cursors that are none', (_world, n) => `/?after=${n}`),
  page('A6.22', 'feeds of tags that nobody has used', (_world, n) => `/t/nobody-${n}/feed.atom`),
  page('A6.23', 'pictures of one post, each under another version', ({ post }, n) => `/p/${post}/picture-${n}.png`),
  row(
    'A6.16',
    'two searches, the most in one operation',
    `query Attack { ${many(2, (n) => `a${n}: searchPosts(query: "tea ${n} water", first: 100) { edges { titleHtml excerptHtml } }`)} }`,
  ),
  row(
    'A6.17',
    'ten rankings, the most in one operation',
    `query Attack { ${many(10, (n) => `a${n}: topUsers(by: ${['POSTS', 'COMMENTS', 'LIKES_RECEIVED', 'VIEWS_RECEIVED'][n % 4]}, window: ${['DAY', 'WEEK', 'MONTH', 'YEAR', 'ALL'][n % 5]}) { items { rank value } }`)} }`,
  ),
  row(
    'A6.18',
    'a series of 1,000 buckets, the most in one operation',
    'query Attack { activity(from: "2024-03-01", to: "2026-11-20", bucket: DAY) { points { views activeUsers } } }',
  ),
  row(
    'A6.19',
    'eighty days of 100 posts, nearly the most in one operation',
    'query Attack { feed(first: 100) { edges { node { stats { views daily(from: "2026-09-02", to: "2026-11-20") { views likes } } } } } }',
  ),
  {
    id: 'A6.13',
    what: 'wrong passwords for one account',
    as: 'guest',
    times: 500,
    requests: ({ bystander }) => [
      {
        document:
          'mutation Attack($input: LoginInput!) { login(input: $input) { __typename ... on Problem { code } } }',
        variables: { input: { login: bystander, password: 'a wrong password' } },
      },
    ],
    verdict: ['OUTCOME:WrongCredentials', 'OUTCOME:RateLimited'],
  },
  {
    id: 'A6.14',
    what: 'registrations',
    as: 'guest',
    times: 500,
    requests: () =>
      Array.from({ length: 500 }, (_, n) => ({
        document:
          'mutation Attack($input: RegisterInput!) { register(input: $input) { __typename ... on Problem { code } } }',
        variables: {
          input: { handle: `many_${n}`, email: `many_${n}@example.org`, password: `many ${n} open the door` },
        },
      })),
    verdict: ['DATA', 'OUTCOME:RateLimited'],
  },
  {
    id: 'A6.15',
    what: 'views of 50 posts at a time',
    as: 'guest',
    requests: ({ posts }) => [
      {
        document:
          'mutation Attack($input: RecordPostViewsInput!) { recordPostViews(input: $input) { __typename ... on Problem { code } } }',
        variables: { input: { views: posts.slice(0, 50).map((postId) => ({ postId })) } },
      },
    ],
    verdict: 'DATA',
  },
]

const cursorOf = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

const search = (id: string, time: string): Row => ({
  id,
  what: `a search from a cursor of ${time}`,
  as: 'guest',
  requests: ({ searchCursor }) => [
    {
      document:
        'query Attack($after: String) { searchPosts(query: "tea", after: $after, first: 100) { edges { titleHtml } } }',
      variables: { after: forged(searchCursor, time) },
    },
  ],
  verdict: ['DATA', 'BAD_USER_INPUT', 'SUBGRAPH_UNAVAILABLE', 'OVERLOADED'],
})

/** A real cursor with its time replaced. */
function forged(cursor: string, time: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  return Buffer.from(
    text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, time).replace(/\b1[6-9]\d{11}\b/, String(Date.parse(time))),
  ).toString('base64url')
}

export const cursorRows: Row[] = [
  search('A7.1', '9999-12-31T23:59:59.999Z'),
  search('A7.2', '2100-01-01T00:00:00.000Z'),
  search('A7.3', '0001-01-01T00:00:00.000Z'),
  {
    id: 'A7.4',
    what: 'a feed from a cursor that somebody made up',
    as: 'guest',
    requests: () => [
      {
        document: 'query Attack($after: String) { feed(after: $after) { edges { cursor } } }',
        variables: { after: cursorOf(['9999-12-31T00:00:00.000Z', 'x']) },
      },
    ],
    verdict: 'BAD_USER_INPUT',
  },
]
