import { createHook } from 'node:async_hooks'
import { buildSchema, parse } from 'graphql'
import { expect, test } from 'vitest'
import { CompiledDocument } from './compiled-document.ts'

const schema = buildSchema(`
  type Query { posts(first: Int!): [Post!]! }
  type Post { id: ID! title: String! likes: Int! author: User! isLiked: Boolean }
  type User { id: ID! }
`)
Object.assign(schema.getQueryType()?.getFields()['posts'] ?? {}, {
  resolve: (_root: unknown, { first }: { first: number }) =>
    Array.from({ length: first }, (_none, id) => ({ id, title: 'a post', likes: 1, author: { id: 1 }, isLiked })),
})

const isLiked = async () => true

/** How many promises are made before anything is waited for. */
async function promisesOf(text: string): Promise<number> {
  const document = new CompiledDocument(schema, parse(text))
  let promises = 0
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'PROMISE') promises += 1
    },
  }).enable()
  const executed = document.execute({ variables: {}, operationName: null, context: {} })
  hook.disable()
  expect(await executed).toMatchObject({ outcome: 'executed', errors: [] })
  return promises
}

test('objects and lists make no promise of their own', async () => {
  const onlyTheAnswer = 1
  expect(await promisesOf('{ posts(first: 50) { id title likes author { id } } }')).toBe(onlyTheAnswer)
})

test('a promise of a resolver makes one more', async () => {
  const ofTheAnswer = 3
  expect(await promisesOf('{ posts(first: 50) { isLiked } }')).toBeLessThanOrEqual(50 * 2 + ofTheAnswer)
})

test.each([
  [null, 'Must provide operation name if query contains multiple operations.'],
  ['C', 'Unknown operation named "C".'],
])('of two operations %j is refused', async (operationName, message) => {
  const document = new CompiledDocument(schema, parse('query A { __typename } query B { __typename }'))
  const refused = await document.execute({ variables: {}, operationName, context: {} })
  expect(refused).toMatchObject({ outcome: 'refused', errors: [{ message }] })
})

test('more sets of conditions than are kept are each answered as they are', async () => {
  const names = ['a', 'b', 'c', 'd']
  const document = new CompiledDocument(
    schema,
    parse(
      `query (${names.map((name) => `$${name}: Boolean!`)}) { ${names.map((name) => `${name}: __typename @include(if: $${name})`).join(' ')} }`,
    ),
  )
  for (const set of [...Array(16).keys(), ...Array(16).keys()]) {
    const variables = Object.fromEntries(names.map((name, bit) => [name, Boolean(set & (1 << bit))]))
    const data = Object.fromEntries(names.filter((name) => variables[name]).map((name) => [name, 'Query']))
    expect(await document.execute({ variables, operationName: null, context: {} })).toMatchObject({ data })
  }
})
