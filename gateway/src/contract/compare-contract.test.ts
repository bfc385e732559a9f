import { describe, expect, test } from 'vitest'
import { compareContract } from './compare-contract.ts'
import { readLaterList } from './later-list.ts'
import { schemaFacts } from './schema-facts.ts'

const contract = `
  interface Problem { code: String! }
  type NotFound implements Problem { code: String! }
  type Post { id: ID! stats: Stats comments(first: Int = 20, sort: Sort = OLD): [String!] }
  type Stats { views: Int! }
  enum Sort { OLD NEW TOP }
  type Query { post(id: ID!): Result }
  union Result = Post | NotFound
  input PostInput { title: String! tags: [String!] }
`

const compare = (ours: string, later = '') =>
  compareContract(schemaFacts(contract), schemaFacts(ours), readLaterList(later)).problems

const changed = (from: string, to: string) => {
  expect(contract).toContain(from)
  return contract.replace(from, to)
}

test('a schema keeps its own contract', () => {
  expect(compare(contract)).toEqual([])
})

describe('one sentence for each thing', () => {
  test.each([
    [
      'a field that is missing',
      'stats: Stats ',
      '',
      ['Post.stats is in the contract, missing here, and not listed for later.'],
    ],
    ['a type', 'type Stats { views: Int! }', '', ['Stats is in the contract, missing here, and not listed for later.']],
    ['nullability', 'views: Int!', 'views: Int', ['Stats.views differs: the contract says "Int!", here it is "Int".']],
    [
      'a default',
      'first: Int = 20',
      'first: Int = 10',
      ['Post.comments(first) differs: the contract says "Int = 20", here it is "Int = 10".'],
    ],
    [
      'an argument',
      ', sort: Sort = OLD',
      '',
      ['Post.comments(sort) is in the contract, missing here, and not listed for later.'],
    ],
    ['a value', ' TOP', '', ['Sort.TOP is in the contract, missing here, and not listed for later.']],
    ['a member', ' | NotFound', '', ['Result|NotFound is in the contract, missing here, and not listed for later.']],
    [
      'an interface',
      ' implements Problem',
      '',
      ['NotFound&Problem is in the contract, missing here, and not listed for later.'],
    ],
    [
      'a kind',
      'input PostInput',
      'type PostInput',
      ['PostInput differs: the contract says "input", here it is "type".'],
    ],
    [
      'a new required input field',
      'title: String!',
      'title: String! body: String!',
      ['PostInput.body is required here and unknown to the contract, so programs written against it would break.'],
    ],
  ])('%s', (_what, from, to, problems) => {
    expect(compare(changed(from, to))).toEqual(problems)
  })
})

test('what is listed for later may be missing, with all that is in it', () => {
  expect(
    compare(changed('type Stats { views: Int! }', '').replace('stats: Stats ', ''), 'Stats # not yet\nPost.stats'),
  ).toEqual([])
})

test('a listed thing that exists, or that the contract does not know, is said', () => {
  expect(compare(contract, 'Post.stats\nPost.shares')).toEqual([
    'Post.stats (line 1 of the list) exists here. Remove it from the list.',
    'Post.shares (line 2 of the list) is not in the contract. Remove it from the list.',
  ])
})

test('what is added is allowed and named', () => {
  const { problems, additions } = compareContract(
    schemaFacts(contract),
    schemaFacts(`${contract} type New { a: Int }`),
    [],
  )
  expect(problems).toEqual([])
  expect(additions).toEqual(['New', 'New.a'])
})

test('a line that is no name is refused', () => {
  expect(() => readLaterList('Post stats')).toThrow('Line 1')
  expect(() => readLaterList('Post\nPost')).toThrow('twice')
})
