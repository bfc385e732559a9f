import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** The values of the variables that decide over @skip and @include. */
export type Conditions = Readonly<Record<string, boolean>>

/** What an empty selection becomes: an object needs a field to be planned, and this one is in no client's answer. */
const placeholder: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/** Whether a field is there only so that its object has one. */
export const isPlaceholder = (node: FieldNode): boolean => node === placeholder

/**
 * A document with one operation in which every @skip and @include is decided. The planner's work grows with the number of conditions times
 * the fields below each; without them it follows the fields alone.
 */
export function resolveConditions(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Conditions,
): DocumentNode {
  const kept = new Set<string>()
  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION || definition === operation)
      return [{ ...definition, selectionSet: decided(definition.selectionSet, conditions) }]
    return []
  })
  // A fragment that nothing spreads any more would not be valid.
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  )
  const keep = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet) keep(selection.selectionSet)
        continue
      }
      const { value } = selection.name
      const fragment = fragments.get(value)
      if (!fragment || kept.has(value)) continue
      kept.add(value)
      keep(fragment.selectionSet)
    }
  }
  for (const node of definitions) if (node.kind === Kind.OPERATION_DEFINITION) keep(node.selectionSet)
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.filter((node) => node.kind !== Kind.FRAGMENT_DEFINITION || kept.has(node.name.value)),
  }
}

function decided(set: SelectionSetNode, conditions: Conditions): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (!holds(selection.directives ?? [], conditions)) return []
    const directives = (selection.directives ?? []).filter((directive) => !isCondition(directive))
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [{ ...selection, directives }]
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return [{ ...selection, directives, selectionSet: decided(selection.selectionSet, conditions) }]
    return [
      selection.selectionSet
        ? { ...selection, directives, selectionSet: decided(selection.selectionSet, conditions) }
        : { ...selection, directives },
    ]
  })
  return { ...set, selections: selections.length > 0 ? selections : [placeholder] }
}

const isCondition = ({ name: { value } }: DirectiveNode): boolean => value === 'skip' || value === 'include'

const holds = (directives: readonly DirectiveNode[], conditions: Conditions): boolean =>
  directives.every((directive) => {
    if (!isCondition(directive)) return true
    const value = directive.arguments?.[0]?.value
    const is =
      value?.kind === Kind.VARIABLE ? conditions[value.name.value] : value?.kind === Kind.BOOLEAN && value.value
    return directive.name.value === 'include' ? is === true : is !== true
  })
