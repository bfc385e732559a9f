import type { AttackRequest, Row } from '../row.ts'

// A8: blocks, mutes and muted words. What a block may be abused for: to fill the store, to make work of each page, to end follows or to be told of.

const act = (mutation: 'blockUser' | 'unblockUser' | 'muteUser', userId: string): AttackRequest => ({
  document: `mutation Attack($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { __typename ... on Problem { code } } }`,
  variables: { input: { userId } },
})

const muteWord = (word: string): AttackRequest => ({
  document:
    'mutation Attack($input: MuteWordInput!) { muteWord(input: $input) { __typename ... on Problem { code } } }',
  variables: { input: { word } },
})

const nobody = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const limited: Row['verdict'] = ['DATA', 'OUTCOME:RateLimited']

export const hidingRows: Row[] = [
  {
    id: 'A8.1',
    what: 'a muted word of a million characters',
    as: 'account',
    times: 100,
    requests: () => [muteWord('"x '.repeat(333_000))],
    verdict: ['OUTCOME:InvalidInput', 'PAYLOAD_TOO_LARGE', 'BAD_USER_INPUT'],
  },
  {
    id: 'A8.2',
    what: 'somebody blocked and unblocked, over and over',
    as: 'account',
    times: 500,
    requests: ({ bystanderId }) => [act('blockUser', bystanderId), act('unblockUser', bystanderId)],
    verdict: limited,
  },
  {
    id: 'A8.3',
    what: 'blocks of people who are not there',
    as: 'account',
    times: 500,
    requests: () => Array.from({ length: 500 }, (_, n) => act('blockUser', nobody(n))),
    verdict: ['OUTCOME:NotFound', 'OUTCOME:RateLimited'],
  },
  {
    id: 'A8.4',
    what: '200 phrases of the words that everybody writes, and the feed after each',
    as: 'account',
    requests: () =>
      Array.from({ length: 200 }, (_, n) => [
        muteWord(`"leaves then time minutes for green tea for black none for mate ${n}"`),
        { document: 'query Attack { feed(first: 100) { edges { node { id } } pageInfo { endCursor } } }' },
      ]).flat(),
    verdict: limited,
  },
  {
    id: 'A8.5',
    what: 'new posts counted by somebody who mutes what everybody writes about',
    as: 'account',
    requests: () => [
      muteWord('tea'),
      {
        document:
          'query Attack { feedActivity(since: "2020-01-01T00:00:00Z") { newPosts } feed(first: 100) { edges { cursor } } }',
      },
    ],
    verdict: limited,
  },
]
