import type { AttackRequest, Row } from '../row.ts'

// A4: documents that are dear to parse, validate or plan. Each request's text is new, so that no cache helps.

let serial = 0
/** The same operation under a name of its own. */
const renewed = (document: string): string => document.replace('Attack', `Attack${++serial}`)

const row = (id: string, what: string, verdict: Row['verdict'], make: () => string, variables = {}): Row => ({
  id,
  what,
  as: 'guest',
  requests: () => {
    const document = make()
    // As many as make 4 million characters together: they are made before the attack, and kept.
    const count = Math.min(400, Math.max(4, Math.floor(4_000_000 / document.length)))
    return Array.from({ length: count }, (): AttackRequest => ({ document: renewed(document), variables }))
  },
  verdict,
})

const many = (count: number, piece: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => piece(n)).join(' ')

const fragmentF = 'fragment F on FeedEdge { node { author { handle stats { posts } } stats { likes } } }'

export const documentRows: Row[] = [
  row(
    'A4.1',
    '400 fragments, each with a condition of its own',
    'OPERATION_TOO_COMPLEX',
    () => {
      const variables = many(400, (n) => `$v${n}: Boolean!`)
      return `query Attack(${variables}) { feed(first: 1) { edges { ${many(400, (n) => `...F @include(if: $v${n})`)} } } } ${fragmentF}`
    },
    Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`v${n}`, true])),
  ),
  row(
    'A4.2',
    '30 conditions over fetches of three subgraphs',
    ['DATA', 'OPERATION_TOO_COMPLEX'],
    () => {
      const variables = many(30, (n) => `$v${n}: Boolean!`)
      return `query Attack(${variables}) { feed(first: 1) { edges { ${many(30, (n) => `...F @include(if: $v${n})`)} } } } ${fragmentF}`
    },
    Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`v${n}`, n % 2 === 0])),
  ),
  row(
    'A4.3',
    'fragments that double at each of 25 levels',
    'OPERATION_TOO_COMPLEX',
    () =>
      `query Attack { feed(first: 1) { ...F0 } } ${many(25, (n) => `fragment F${n} on FeedConnection { ...F${n + 1} ...F${n + 1} }`)} fragment F25 on FeedConnection { served }`,
  ),
  row(
    'A4.4',
    '3,000 fields that are not there, each with its suggestion',
    ['GRAPHQL_VALIDATION_FAILED', 'OPERATION_TOO_COMPLEX'],
    () => `query Attack { feed { ${many(3_000, (n) => `serve${n}`)} } }`,
  ),
  row(
    'A4.5',
    'a name of 500,000 letters',
    ['GRAPHQL_VALIDATION_FAILED', 'OPERATION_TOO_COMPLEX', 'GRAPHQL_PARSE_FAILED'],
    () => `query Attack { ${'f'.repeat(500_000)} }`,
  ),
  row(
    'A4.6',
    '900 KB of commas',
    ['DATA', 'OPERATION_TOO_COMPLEX', 'GRAPHQL_PARSE_FAILED'],
    () => `query Attack { feed(first: 1) { served ${','.repeat(900_000)} } }`,
  ),
  row(
    'A4.7',
    '2,000 operations in one document',
    ['GRAPHQL_VALIDATION_FAILED', 'OPERATION_TOO_COMPLEX', 'BAD_REQUEST', 'GRAPHQL_PARSE_FAILED'],
    () => `query Attack { feed { served } } ${many(2_000, (n) => `query Q${n} { feed { served } }`)}`,
  ),
  row(
    'A4.8',
    '2,500 equal fields through 50 fragments that may overlap',
    ['DATA', 'OPERATION_TOO_COMPLEX', 'GRAPHQL_VALIDATION_FAILED'],
    () =>
      `query Attack { feed(first: 1) { ${many(50, (n) => `...F${n}`)} } } ${many(50, (n) => `fragment F${n} on FeedConnection { ${many(50, () => 'served')} }`)}`,
  ),
  row(
    'A4.9',
    'a list literal of 100,000 ids',
    ['OPERATION_TOO_COMPLEX', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED'],
    () => `query Attack { posts(ids: [${'"a",'.repeat(100_000)}]) { id } }`,
  ),
  row(
    'A4.10',
    'a value nested 50,000 deep',
    ['OPERATION_TOO_COMPLEX', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_REQUEST'],
    () => `query Attack { posts(ids: ${'['.repeat(50_000)}${']'.repeat(50_000)}) { id } }`,
  ),
  row(
    'A4.11',
    'selections nested 5,000 deep',
    ['OPERATION_TOO_COMPLEX', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_REQUEST'],
    () => `query Attack { feed { ${'edges { node { comments { '.repeat(1_700)} id ${'} } }'.repeat(1_700)} } }`,
  ),
  row(
    'A4.12',
    '10,000 directives on one field',
    ['OPERATION_TOO_COMPLEX', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED'],
    () => `query Attack { feed(first: 1) { served ${'@include(if: true) '.repeat(10_000)} } }`,
  ),
  row(
    'A4.13',
    'introspection through 30 aliases',
    ['DATA', 'OPERATION_TOO_COMPLEX', 'GRAPHQL_VALIDATION_FAILED'],
    () =>
      `query Attack { ${many(30, (n) => `a${n}: __schema { types { fields { args { type { ofType { fields { name } } } } } } }`)} }`,
  ),
  row(
    'A4.14',
    '1,000 variables that nothing uses',
    ['OPERATION_TOO_COMPLEX', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'DATA'],
    () => `query Attack(${many(1_000, (n) => `$v${n}: String`)}) { feed(first: 1) { served } }`,
  ),
]
