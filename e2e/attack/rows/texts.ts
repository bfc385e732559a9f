import type { Row } from '../row.ts'
import type { AttackWorld } from '../world.ts'

// A3: texts that are dear to render, one row a construct.

const addComment =
  'mutation Attack($input: AddCommentInput!) { addComment(input: $input) { __typename ... on Problem { code } } }'
const createPost =
  'mutation Attack($input: CreatePostInput!) { createPost(input: $input) { __typename ... on Problem { code } } }'
const updatePost =
  'mutation Attack($input: UpdatePostInput!) { updatePost(input: $input) { __typename ... on Problem { code } } }'

const languages = ['ts', 'cpp', 'markdown', 'html', 'php', 'sql', 'latex', 'ruby', 'perl']

const nowhere = '00000000-0000-7000-8000-000000000000'

const comment = (id: string, what: string, body: string, times = 100): Row => ({
  id,
  what,
  as: 'account',
  times,
  rendersText: true,
  requests: ({ post }) => [{ document: addComment, variables: { input: { postId: post, body } } }],
  verdict: ['DATA', 'OUTCOME:InvalidInput', 'OUTCOME:RateLimited'],
})

const post = (id: string, what: string, body: string, times = 30): Row => ({
  id,
  what,
  as: 'account',
  times,
  rendersText: true,
  requests: () => [{ document: createPost, variables: { input: { title: 'On tea', body } } }],
  verdict: ['DATA', 'OUTCOME:InvalidInput', 'OUTCOME:RateLimited'],
})

const fill = (length: number, piece: string): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

export const textRows: Row[] = [
  {
    id: 'A3.1',
    what: 'comments of 4,000 "]" on a post that is not there',
    as: 'account',
    times: 100,
    rendersText: true,
    requests: () => [{ document: addComment, variables: { input: { postId: nowhere, body: fill(4_000, ']') } } }],
    verdict: 'OUTCOME:NotFound',
  },
  post('A3.2', 'posts of 12,500 setext lines', 'a\n=\n'.repeat(12_500)),
  comment('A3.3', 'comments of 10,000 "]"', fill(10_000, ']')),
  comment('A3.4', 'comments of 10,000 "["', fill(10_000, '[')),
  comment('A3.5', 'emphasis within emphasis', fill(10_000, '*a **a ')),
  comment('A3.6', 'backticks of every length', Array.from({ length: 138 }, (_, n) => '`'.repeat(n + 1)).join(' ')),
  comment('A3.7', 'link labels that hold link labels', fill(10_000, '[a](')),
  comment('A3.8', 'pictures within pictures', fill(10_000, '![a](![')),
  comment('A3.9', 'lists within lists', Array.from({ length: 130 }, (_, n) => `${' '.repeat(n)}- a`).join('\n')),
  post('A3.10', 'quotes within quotes', `${'>'.repeat(40_000)} a`),
  post(
    'A3.11',
    'a table of blank cells',
    `${'|'.repeat(100)}\n${'|-'.repeat(99)}|\n${`${'|'.repeat(100)}\n`.repeat(450)}`,
  ),
  post('A3.12', 'a definition a line, each used', definitions(1_200)),
  post('A3.13', 'what looks like HTML', fill(50_000, '<a b="c" ')),
  post('A3.14', 'entities', fill(50_000, '&amp;&#x1F600;')),
  post('A3.15', 'addresses', fill(50_000, 'www.example.org/a_b(c)~ ')),
  post('A3.16', 'footnotes that refer to each other', footnotes(900)),
  post('A3.17', 'fences of code in every language', Array.from({ length: 300 }, fence).join('\n')),
  {
    id: 'A3.18',
    what: 'edits of one post with a dear text',
    as: 'owner',
    times: 60,
    rendersText: true,
    requests: ({ ownPost }: AttackWorld) => [
      { document: updatePost, variables: { input: { id: ownPost, body: fill(50_000, '_a __a ') } } },
    ],
    verdict: ['DATA', 'OUTCOME:InvalidInput', 'OUTCOME:NotFound', 'OUTCOME:RateLimited'],
  },
  {
    id: 'A3.19',
    what: 'titles of 100,000 combining marks',
    as: 'account',
    times: 60,
    requests: () => [
      { document: createPost, variables: { input: { title: `a${'̀'.repeat(100_000)}`, body: 'So it is.' } } },
    ],
    verdict: 'OUTCOME:InvalidInput',
  },
  post('A3.20', 'posts of 12,500 names that are somebody', fill(50_000, '@attacker ')),
  post('A3.21', 'posts of thousands of names that are nobody', names(50_000)),
  comment('A3.22', 'comments that name many', names(10_000)),
  {
    id: 'A3.23',
    what: 'edits of one post, each naming somebody else',
    as: 'owner',
    times: 100,
    rendersText: true,
    requests: ({ ownPost }: AttackWorld) =>
      Array.from({ length: 8 }, (_, n) => ({
        document: updatePost,
        variables: { input: { id: ownPost, body: `@writer_${n} @writer_${(n + 3) % 8}` } },
      })),
    verdict: ['DATA', 'OUTCOME:NotFound', 'OUTCOME:RateLimited'],
  },
  {
    id: 'A3.24',
    what: 'likes and unlikes of one post',
    as: 'account',
    requests: ({ post: id }: AttackWorld) =>
      ['likePost', 'unlikePost'].map((name) => ({
        document: `mutation Attack($id: ID!) { ${name}(input: { postId: $id }) { __typename ... on Problem { code } } }`,
        variables: { id },
      })),
    verdict: ['DATA', 'OUTCOME:RateLimited'],
  },
]

function names(length: number): string {
  return Array.from({ length: length / 8 }, (_, n) => `@n_${n}`)
    .join(' ')
    .slice(0, length)
}

function definitions(count: number): string {
  const lines = Array.from({ length: count }, (_, n) => `[a${n}]: https://example.org/${n}\n[a${n}]`)
  return lines.join('\n\n').slice(0, 50_000)
}

function footnotes(count: number): string {
  const lines = Array.from({ length: count }, (_, n) => `[^${n}]: see [^${(n + 1) % count}] and [^${(n + 7) % count}]`)
  return `Text[^0]\n\n${lines.join('\n\n')}`.slice(0, 50_000)
}

function fence(_value: unknown, index: number): string {
  return `\`\`\`${languages[index % languages.length]}\n${fill(120, '{"`$<?=([')}\n\`\`\``
}
