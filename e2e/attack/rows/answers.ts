import type { AttackRequest, Row } from '../row.ts'

// A5: small requests for large answers.

const many = (count: number, piece: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => piece(n)).join(' ')

/** Answered within 2 MB, refused for its cost, or given up when its time is over. */
const dear: Row['verdict'] = ['DATA', 'OPERATION_TOO_COMPLEX', 'SUBGRAPH_UNAVAILABLE', 'OVERLOADED']

const row = (id: string, what: string, verdict: Row['verdict'], document: string): Row => ({
  id,
  what,
  as: 'guest',
  requests: ({ thread, post }): AttackRequest[] => [
    { document, variables: document.includes('$id') ? { id: document.includes('thread') ? thread : post } : {} },
  ],
  verdict,
})

export const answerRows: Row[] = [
  row(
    'A5.1',
    'long texts of 100 posts through eight aliases each',
    ['OPERATION_TOO_COMPLEX'],
    `query Attack { feed(first: 100) { edges { node { ${many(8, (n) => `a${n}: bodyHtml b${n}: body`)} } } } }`,
  ),
  row(
    'A5.2',
    'one long post through 29 aliases',
    dear,
    `query Attack($id: ID!) { post(id: $id) { ${many(29, (n) => `a${n}: bodyHtml`)} } }`,
  ),
  row(
    'A5.3',
    'long texts of 100 posts',
    dear,
    'query Attack { feed(first: 100) { edges { node { body bodyHtml } } } }',
  ),
  row(
    'A5.4',
    'a thread of long comments with both of their texts',
    dear,
    'query Attack($id: ID!) { post(id: $id) { thread(first: 100) { edges { node { body bodyHtml } } } } }',
  ),
  row(
    'A5.5',
    'an author and all that they wrote, for each of 100 posts',
    dear,
    'query Attack { feed(first: 100) { edges { node { author { posts(first: 20) { edges { node { bodyHtml } } } } } } } }',
  ),
  row(
    'A5.6',
    'the post of each comment of a thread',
    dear,
    'query Attack($id: ID!) { post(id: $id) { thread(first: 100) { edges { node { post { bodyHtml } } } } } }',
  ),
  row(
    'A5.7',
    'each comment with its ancestors, and theirs',
    dear,
    'query Attack($id: ID!) { post(id: $id) { thread(first: 100) { edges { node { ancestors { bodyHtml ancestors { bodyHtml ancestors { bodyHtml } } } } } } } }',
  ),
  row(
    'A5.8',
    'entities written again and again through 28 aliases',
    dear,
    `query Attack { feed(first: 100) { edges { node { ${many(28, (n) => `a${n}: author { displayName bio handle }`)} } } } }`,
  ),
]
