import { applyRewrites, isObjectOfType } from '@apollo/gateway/dist/dataRewrites.js'
import type { GraphQLSchema } from 'graphql'
import type { FetchNode } from '../planning/plan-nodes.ts'
import { mergeInto } from './merge.ts'
import { isResponseObject, type ResponseObject } from './targets.ts'

type Requirement = NonNullable<FetchNode['requires']>[number]

export type Representations = {
  /** Each distinct entity once, as JSON. */
  list: string[]
  /** The objects that wait for the entity at the same index of `list`. */
  owners: ResponseObject[][]
  /** Objects for which a key or a required field is missing. */
  without: ResponseObject[]
}

/** What a fetch sends as `$representations`, and whom each answer is for. */
export function representationsOf(
  schema: GraphQLSchema,
  objects: Iterable<ResponseObject>,
  { requires = [], inputRewrites }: Pick<FetchNode, 'requires' | 'inputRewrites'>,
): Representations {
  const waitingFor = new Map<string, ResponseObject[]>()
  const without: ResponseObject[] = []
  for (const object of objects) {
    const representation = select(schema, object, requires)
    if (!representation?.__typename) {
      without.push(object)
      continue
    }
    applyRewrites(schema, inputRewrites, representation)
    const text = JSON.stringify(representation)
    const waiting = waitingFor.get(text)
    if (waiting) waiting.push(object)
    else waitingFor.set(text, [object])
  }
  return { list: [...waitingFor.keys()], owners: [...waitingFor.values()], without }
}

function select(
  schema: GraphQLSchema,
  source: ResponseObject,
  selections: readonly Requirement[],
): ResponseObject | null {
  const result: ResponseObject = {}
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (!selection.typeCondition || !isObjectOfType(schema, source, selection.typeCondition)) continue
      const part = select(schema, source, selection.selections)
      if (part === null) return null
      mergeInto(result, part)
      continue
    }
    const name = selection.alias ?? selection.name
    const value = source[name]
    if (value === undefined) return null
    result[name] = selection.selections ? selectValue(schema, value, selection.selections) : value
  }
  return result
}

function selectValue(schema: GraphQLSchema, value: unknown, selections: readonly Requirement[]): unknown {
  if (Array.isArray(value)) return value.map((item) => selectValue(schema, item, selections))
  return isResponseObject(value) ? select(schema, value, selections) : value
}
