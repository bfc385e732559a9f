import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { chooseOperation } from '../documents/choose-operation.ts'
import { parseDocument } from '../documents/parse-document.ts'
import { checkLimits } from './operation-limits.ts'

const schema = buildSchema(`
  type Query { feed(first: Int = 20): [Post!]  posts(ids: [ID!], first: Int): [Post!]  activity(from: String, to: String, bucket: String): [Post!] }
  type Post { id: ID! body: String author: Post comments(first: Int = 20): [Post!] }
`)
const text = `query ($a: Int = 7, $b: Int, $ids: [ID!], $from: String, $to: String = "2026-02-01", $none: Boolean = true) {
  feed(first: $a) { comments(first: $b) { id body } }
  posts(ids: $ids, first: $b) { author { id @include(if: $none) } }
  activity(from: $from, to: $to) { id }
}`

const anything = fc.oneof(
  fc.constantFrom(undefined, null, {}, [], 'first', true, 0, 101, 1.5),
  fc.integer({ min: 1, max: 100 }),
  fc.array(fc.constant('id'), { maxLength: 40 }),
  fc.constantFrom('2026-01-01', '2026-01-20'),
)
const variables = fc.record({ a: anything, b: anything, ids: anything, from: anything, to: anything, none: anything })

/** What an operation measures, or why it is refused. */
const measured = (document: ReturnType<typeof parseDocument>, given: Record<string, unknown>): unknown => {
  try {
    return checkLimits(schema, document, chooseOperation(document, undefined), given)
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

test('an operation that was measured before measures what it would anew, whatever was asked in between', () => {
  fc.assert(
    fc.property(fc.array(variables, { minLength: 2, maxLength: 20 }), (asked) => {
      const kept = parseDocument(text)
      for (const given of asked) expect(measured(kept, given)).toEqual(measured(parseDocument(text), given))
    }),
    { numRuns: 300 },
  )
})
