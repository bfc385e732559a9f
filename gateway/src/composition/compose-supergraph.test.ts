import { withSharedTypes } from '@forum/graphql-kit'
import { expect, test } from 'vitest'
import { composeSupergraph } from './compose-supergraph.ts'

const posts = withSharedTypes([
  `type Post @key(fields: "ref") { ref: ID! @inaccessible id: ID! visibility: Visibility! }
   extend type Query { post(id: ID!): Post }
   extend type Mutation { like(id: ID!): LikeResult }
   type LikeSuccess { post: Post }
   union LikeResult = LikeSuccess | NotFound`,
])
const stats = withSharedTypes([
  `type Post @key(fields: "ref") { ref: ID! @inaccessible visibility: Visibility! @external views: Long @requires(fields: "visibility") }
   extend type Query { asOf: DateTime }`,
])

test('the public schema hides what is inaccessible and has each shared type once', () => {
  const composition = composeSupergraph([
    { name: 'posts', sdl: posts },
    { name: 'stats', sdl: stats },
  ])
  if (!composition.ok) throw new Error(composition.problems.join('\n'))
  expect(composition.supergraphSdl).toContain('ref: ID!')
  expect(composition.publicSdl).not.toMatch(/\bref\b/)
  expect(composition.publicSdl).toContain('views: Long')
  expect(composition.publicSdl.match(/interface Problem/g)).toHaveLength(1)
})

test('a hint fails: an input enum that two subgraphs do not share whole', () => {
  const sort = (values: string, field: string) =>
    withSharedTypes([`enum Sort { ${values} } extend type Query { ${field}(by: Sort): Int }`])
  const composition = composeSupergraph([
    { name: 'posts', sdl: sort('OLD NEW', 'a') },
    { name: 'stats', sdl: sort('OLD', 'b') },
  ])
  expect(composition).toMatchObject({ ok: false, problems: [expect.stringContaining('Sort')] })
})

test.each([
  ['@authenticated', 'authenticated'],
  ['@cost(weight: 3)', 'cost'],
])('%s fails, because this gateway would not honour it', (directive, name) => {
  const composition = composeSupergraph([
    { name: 'posts', sdl: withSharedTypes([`extend type Query { a: Int ${directive} }`]) },
  ])
  expect(composition).toMatchObject({ ok: false, problems: [expect.stringContaining(`posts uses @${name}`)] })
})
