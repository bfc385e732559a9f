import { Kind, parse, type SelectionSetNode } from 'graphql'
import type { FetchNode } from '../planning/plan-nodes.ts'

const cache = new WeakMap<FetchNode, readonly string[]>()

/** The response names that a fetch adds to its targets: what stays null when it fails. */
export function fetchKeys(node: FetchNode): readonly string[] {
  const known = cache.get(node)
  if (known) return known
  const keys = readKeys(node)
  cache.set(node, keys)
  return keys
}

function readKeys(node: FetchNode): readonly string[] {
  const operation = parse(node.operation, { noLocation: true }).definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  if (!operation) return []
  if (!node.requires) return namesIn(operation.selectionSet)
  const entities = operation.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)
  return entities?.selectionSet ? namesIn(entities.selectionSet) : []
}

function namesIn(set: SelectionSetNode): string[] {
  const names = set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value]
    return selection.kind === Kind.INLINE_FRAGMENT ? namesIn(selection.selectionSet) : []
  })
  return [...new Set(names)].filter((name) => name !== '__typename')
}
