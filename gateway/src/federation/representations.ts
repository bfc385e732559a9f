import { applyRewrites, isObjectOfType } from '@apollo/gateway/dist/dataRewrites.js'
import type { GraphQLSchema } from 'graphql'
import type { FetchNode } from '../planning/plan-nodes.ts'
import { mergeInto } from './merge.ts'
import { isResponseObject, type ResponseObject, type Target } from './targets.ts'

type Requirement = NonNullable<FetchNode['requires']>[number]

export type Representations = {
  /** Each distinct entity once. */
  list: ResponseObject[]
  /** The targets that wait for the entity at the same index of `list`. */
  owners: Target[][]
  /** Targets for which a key or a required field is missing. */
  without: Target[]
}

/** What a fetch sends as `$representations`, and whom each answer is for. */
export function representationsOf(
  schema: GraphQLSchema,
  targets: readonly Target[],
  { requires = [], inputRewrites }: Pick<FetchNode, 'requires' | 'inputRewrites'>,
): Representations {
  const list: ResponseObject[] = []
  const owners: Target[][] = []
  const without: Target[] = []
  const waitingFor = new Map<string, Target[]>()
  for (const target of targets) {
    const representation = select(schema, target.data, requires)
    if (!representation?.__typename) {
      without.push(target)
      continue
    }
    applyRewrites(schema, inputRewrites, representation)
    const key = JSON.stringify(representation)
    const waiting = waitingFor.get(key)
    if (waiting) {
      waiting.push(target)
      continue
    }
    const first = [target]
    waitingFor.set(key, first)
    list.push(representation)
    owners.push(first)
  }
  return { list, owners, without }
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
