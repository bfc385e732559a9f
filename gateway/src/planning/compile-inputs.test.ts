import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { buildSchema, type GraphQLError, type GraphQLSchema, isScalarType, print } from 'graphql'
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js'
import { expect, test } from 'vitest'
import { generateInputs, inputSchema } from '../../tests/made-up/inputs.ts'
import { Random } from '../../tests/made-up/random.ts'
import { chooseOperation } from '../documents/choose-operation.ts'
import { parseDocument } from '../documents/parse-document.ts'
import { Refused } from '../refusal.ts'
import { compileOperation } from './compile-operation.ts'

type Variables = Readonly<Record<string, unknown>>
/** What the variables are meant to be, or what is wrong with them. */
type Outcome = { coerced: Variables } | { problems: unknown }

function compile(schema: GraphQLSchema, text: string): (variables: Variables) => Outcome {
  const parsed = parseDocument(text)
  const plan = { valid: true, plan: undefined, renamed: null } as const
  const compiled = compileOperation(schema, parsed.document, chooseOperation(parsed, undefined), {}, plan)
  return (variables) => {
    try {
      return { coerced: compiled.checkInputs(variables) }
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.code !== 'BAD_USER_INPUT') throw error
      return { problems: error.refusal.problems }
    }
  }
}

/** The same by graphql-js. */
function coerceByGraphqlJs(schema: GraphQLSchema, text: string, variables: Variables): Outcome {
  const operation = chooseOperation(parseDocument(text), undefined)
  const told = (errors: readonly GraphQLError[]): Outcome => ({
    problems: errors.map(({ message, locations }) => ({
      message: message.length > 500 ? `${message.slice(0, 500)}…` : message,
      locations: locations ?? [],
    })),
  })
  const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 20,
  })
  if (errors) return told(errors)
  for (const node of operation.selectionSet.selections) {
    const field = node.kind === 'Field' ? schema.getQueryType()?.getFields()[node.name.value] : undefined
    if (node.kind !== 'Field' || !field || !print(node).includes('$')) continue
    try {
      getArgumentValues(field, node, coerced)
    } catch (error) {
      return told([error as GraphQLError]) // it throws no other
    }
  }
  return { coerced }
}

const inOrder = (outcome: Outcome) =>
  JSON.stringify(outcome, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

test('compiled inputs are what graphql-js makes of them, and refused with its words', () => {
  const schema = inputSchema()
  const met = { coerced: 0, problems: 0 }
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { text, variables } = generateInputs(schema, new Random(seed))
      const coerce = compile(schema, text)
      for (let request = 0; request < 3; request += 1) {
        const given = variables()
        const expected = coerceByGraphqlJs(schema, text, given)
        const found = coerce(given)
        expect(inOrder(found), text).toBe(inOrder(expected))
        // Prototypes too, and a variable called __proto__, which vitest does not tell from one.
        expect(isDeepStrictEqual(found, expected), text).toBe(true)
        met['coerced' in found ? 'coerced' : 'problems'] += 1
      }
    }),
    { numRuns: 300 },
  )
  expect(Math.min(met.coerced, met.problems)).toBeGreaterThan(100)
})

test('what is right is coerced once, and graphql-js asked only about what is wrong', () => {
  const schema = buildSchema('scalar Seen input In { seen: Seen! } type Query { a(in: In!, seen: Seen! = 1): Int }')
  const type = schema.getType('Seen')
  let seen = 0
  if (isScalarType(type))
    type.parseValue = (value) => {
      seen += 1
      if (value === 'wrong') throw new TypeError('it is wrong')
      return value
    }
  const coerce = compile(schema, 'query ($seen: Seen = 1, $in: Seen!) { a(in: { seen: $in }, seen: $seen) }')
  expect(coerce({ in: 5 })).toEqual({ coerced: { seen: 1, in: 5 } })
  expect(seen).toBe(1)
  expect(coerce({ in: 5, seen: null })).toHaveProperty('problems')
  expect(coerce({ in: 'wrong' })).toHaveProperty('problems')
})

test('a scalar that looks into the variables of its literal is left to graphql-js', () => {
  const coerce = compile(inputSchema(), 'query ($v: Int) { x: Anything0(given: [$v]) }')
  expect(coerce({ v: 1 })).toEqual({ coerced: { v: 1 } })
  expect(coerce({ v: null })).toHaveProperty('problems')
})
