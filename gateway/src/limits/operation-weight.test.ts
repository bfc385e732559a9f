import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { chooseOperation } from '../documents/choose-operation.ts'
import { parseDocument } from '../documents/parse-document.ts'
import { checkLimits } from './operation-limits.ts'
import { estimateOf } from './operation-price.ts'
import { isHeavy, weightOf } from './operation-weight.ts'

const schema = buildSchema(`
  type Query { feed(first: Int = 20): Feed }
  type Feed { edges: [Edge!]! served: Boolean }
  type Edge { node: Post! reason: Reason }
  type Reason { text: String }
  type Post { id: ID! title: String author: User! }
  type User { id: ID! handle: String posts(first: Int = 20): Feed }
`)
const weigh = (text: string) => {
  const document = parseDocument(text)
  return weightOf(checkLimits(schema, document, chooseOperation(document, undefined), {}), false)
}
const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: author { handle }`).join(' ')

test('each thing with an id that an operation leads to is counted, under each of its names', () => {
  expect(weigh('{ feed(first: 100) { served edges { reason { text } } } }').references).toBe(0)
  expect(weigh('{ feed(first: 100) { edges { node { title author { handle } } } } }').references).toBe(200)
  expect(weigh(`{ feed(first: 100) { edges { node { ${aliases(28)} } } } }`).references).toBe(2_900)
  const nested = '{ feed(first: 10) { edges { node { author { posts(first: 5) { edges { node { id } } } } } } } }'
  expect(weigh(nested).references).toBe(10 * (1 + 1 + 5))
})

test('many of them are dear, and few such operations of a caller run at once', () => {
  const [page, many] = ['author { handle }', aliases(28)].map((inside) =>
    weigh(`{ feed(first: 100) { edges { node { ${inside} } } } }`),
  )
  if (!page || !many) throw new Error('both were weighed')
  expect([isHeavy(page), isHeavy(many)]).toEqual([false, true])
  expect(estimateOf(many, false).tokens).toBeGreaterThan(4 * estimateOf(page, false).tokens)
  expect(estimateOf(weigh('{ feed { edges { node { title author { handle } } } } }'), false).tokens).toBeLessThan(20)
})
