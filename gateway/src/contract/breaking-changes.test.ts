import { expect, test } from 'vitest'
import { breakingChanges } from './breaking-changes.ts'

const before = `
  type Query { post(id: ID!, first: Int = 20): Post, feed(kind: Kind): [Post!]! }
  enum Kind { LATEST ACTIVE }
  input Wanted { title: String }
  type Post { id: ID!, title: String!, likes: Int! }
  type Mutation { create(input: Wanted!): Post }`

test('what is only added breaks nobody', async () => {
  const after = before
    .replace('likes: Int!', 'likes: Int!, views: Int')
    .replace('title: String }', 'title: String, tag: String }')
  expect(after).not.toBe(before)
  expect(await breakingChanges(before, after)).toEqual([])
})

test.each([
  ['a field that goes', 'likes: Int!', 'reads: Int!', /Field 'likes' was removed from object type 'Post'/],
  [
    'a field that may be null now',
    'title: String!',
    'title: String',
    /'Post.title' changed type from 'String!' to 'String'/,
  ],
  ['an argument that must be given', 'kind: Kind)', 'kind: Kind!)', /argument 'kind' .*changed from 'Kind' to 'Kind!'/],
  [
    'an input that must hold more',
    'title: String }',
    'title: String, tag: String! }',
    /'tag' .*was added to input object type/,
  ],
  ['a value that is no longer taken', 'LATEST ACTIVE', 'LATEST', /Enum value 'ACTIVE' was removed/],
  ['a mutation that goes', 'create(', 'write(', /Field 'create' was removed from object type 'Mutation'/],
])('%s breaks clients', async (_what, old, changed, sentence) => {
  const changes = await breakingChanges(before, before.replace(old, changed))
  expect(changes.length).toBeGreaterThan(0)
  expect(changes.join('\n')).toMatch(sentence)
})
