import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { ParsedDocument } from '../documents/parse-document.ts'
import { Refused } from '../refusal.ts'
import type { Variables } from './amounts.ts'
import { compileMeasure, type Measure } from './compile-measure.ts'

/** What one operation may ask for; introspection is exempt from depth and cost. */
export const operationLimits = {
  depth: 20,
  aliases: 30,
  /** Nodes: the product of nested `first` and `ids`; long texts weigh too. */
  cost: 10_000,
  /** Fields with fragments spread out: what planning and validation have to walk. */
  fields: 1_500,
  /** Fragments and operations in one document. */
  definitions: 100,
  /** Of the processor, for fields that compute much whatever they answer (heavy-fields.ts). */
  heavyMs: 400,
  /** Long texts of one object under different names: nobody needs one of a hundred kilobytes five times. */
  textNames: 4,
} as const

/** What operations were compiled to, as long as the parsed document is kept: one that turns out not to be valid is not. */
const compiled = new WeakMap<OperationDefinitionNode, (variables: Variables) => Measure>()

/** Measures an operation that is within the limits. @throws Refused OPERATION_TOO_COMPLEX, or BAD_USER_INPUT for a `first` outside 1 to 100 */
export function checkLimits(
  schema: GraphQLSchema,
  document: ParsedDocument,
  operation: OperationDefinitionNode,
  variables: Variables,
): Measure {
  const tooMuch = (what: string, is: number, limit: number) =>
    new Refused({
      status: 400,
      code: 'OPERATION_TOO_COMPLEX',
      message: `This operation has ${what} ${is}; at most ${limit} are allowed. Ask for less, or in several operations.`,
    })
  if (document.document.definitions.length > operationLimits.definitions)
    throw tooMuch(
      'a number of fragments and operations of',
      document.document.definitions.length,
      operationLimits.definitions,
    )
  const measured = measureOf(schema, document, operation)(variables)
  if (measured.fields > operationLimits.fields)
    throw tooMuch('a number of fields of', measured.fields, operationLimits.fields)
  if (measured.depth > operationLimits.depth) throw tooMuch('a depth of', measured.depth, operationLimits.depth)
  if (measured.aliases > operationLimits.aliases)
    throw tooMuch('a number of aliases of', measured.aliases, operationLimits.aliases)
  if (measured.cost > operationLimits.cost)
    throw tooMuch('a cost in nodes of', Math.ceil(measured.cost), operationLimits.cost)
  if (measured.heavyMs > operationLimits.heavyMs)
    throw tooMuch(
      'searches, rankings and series worth, in milliseconds,',
      Math.ceil(measured.heavyMs),
      operationLimits.heavyMs,
    )
  if (measured.textNames > operationLimits.textNames)
    throw tooMuch('a number of long texts of one thing of', measured.textNames, operationLimits.textNames)
  return measured
}

function measureOf(schema: GraphQLSchema, document: ParsedDocument, operation: OperationDefinitionNode) {
  const known = compiled.get(operation)
  if (known) return known
  const measure = compileMeasure(schema, document, operation)
  compiled.set(operation, measure)
  return measure
}
