import { join } from 'node:path'
import fc from 'fast-check'
import { type GraphQLSchema, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CompiledDocument } from '../src/execution/compiled-document.ts'
import { assembleSdl } from '../src/index.ts'
import { choices } from './execution/choices.ts'
import { byGraphqlJs, compiled, type Told } from './execution/compare.ts'
import { type GeneratedOperation, generateOperation } from './execution/generate-operation.ts'
import { richSchema, subgraphWithResolvers } from './execution/made-up-resolvers.ts'
import type { Manner } from './execution/made-up-values.ts'

// Operations and resolvers that nobody wrote: what is compiled gives what graphql-js gives, errors and their order included, and calls the
// resolvers with the same.

const repository = join(import.meta.dirname, '../../..')
const ofSubgraph = (name: string) => (): GraphQLSchema =>
  subgraphWithResolvers(assembleSdl({ directory: join(repository, 'subgraphs', name, 'src/modules') }))

const schemas = [
  ['a schema of every kind of type', 400, richSchema],
  ['auth', 80, ofSubgraph('auth')],
  ['posts', 120, ofSubgraph('posts')],
  ['stats', 80, ofSubgraph('stats')],
] as const

const rules = [...specifiedRules, NoSchemaIntrospectionCustomRule]

// graphql-js leaves promises of a list unhandled when a later item throws. Ours has to handle all of its own.
const listeners = process.listeners('unhandledRejection')
let unhandled: unknown[] = []
beforeAll(() => {
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', (reason) => unhandled.push(reason))
})
afterAll(() => {
  process.removeAllListeners('unhandledRejection')
  for (const listener of listeners) process.on('unhandledRejection', listener)
})

const manners = {
  seed: fc.nat(),
  faults: fc.constantFrom(0, 3, 15),
  promises: fc.constantFrom(0, 10, 40),
}

test.each(schemas)('%s', async (_name, numRuns, schemaOf) => {
  const schema = schemaOf()
  let failed = 0
  const equal = fc.asyncProperty(
    choices,
    choices,
    fc.record({ ...manners, areImmediate: fc.constant(false) }),
    async (ofText, ofInputs, manner) => {
      for (const { text, expected, told } of await executions(
        schema,
        generateOperation(schema, ofText, ofInputs),
        manner,
      )) {
        if (expected.errors.length > 0) failed += 1
        // Apollo's resolver of entities makes promises of its own, which settle within one turn.
        const seen = text.includes('_entities') ? inAnyOrder : inOrder
        expect({ text, ...seen(told) }).toEqual({ text, ...seen(expected) })
      }
    },
  )
  await fc.assert(equal, { numRuns })
  expect(failed).toBeGreaterThan(0)
})

// How many microtasks an executor takes decides then which of two errors comes first, and with it whether the other one is told.
test('promises that settle at once give the same data', async () => {
  const schema = richSchema()
  const equal = fc.asyncProperty(
    choices,
    choices,
    fc.record({ ...manners, areImmediate: fc.constant(true) }),
    async (ofText, ofInputs, manner) => {
      for (const { text, expected, told } of await executions(
        schema,
        generateOperation(schema, ofText, ofInputs),
        manner,
      )) {
        const seen = ({ data, errors }: Told) => ({ data, hasErrors: errors.length > 0 })
        expect({ text, ...seen(told) }).toEqual({ text, ...seen(expected) })
      }
    },
  )
  await fc.assert(equal, { numRuns: 150 })
})

/** Both executions of each request of an operation. */
async function executions(
  schema: GraphQLSchema,
  { text, operationName, requests }: GeneratedOperation,
  manner: Manner,
) {
  const document = parse(text)
  expect(validate(schema, document, rules)).toEqual([])
  const ours = new CompiledDocument(schema, document)
  const compared: { text: string; expected: Told; told: Told }[] = []
  for (const variables of requests) {
    const request = { variables, operationName }
    const expected = await byGraphqlJs(schema, document, request, manner)
    unhandled = []
    compared.push({ text, expected, told: await compiled(schema, ours, request, manner) })
    expect(unhandled).toEqual([])
  }
  return compared
}

const inOrder = (told: Told): Told => told

const inAnyOrder = ({ data, errors, calls }: Told): Told => ({
  data,
  errors: errors.toSorted(),
  calls: calls.toSorted(),
})
