import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  GraphQLSkipDirective,
  getDirectiveValues,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Operation, Values } from './execution.ts'

/** The nodes of one field of the answer. */
export type FieldNodes = readonly [FieldNode, ...FieldNode[]]

type FieldsByKey = Map<string, [FieldNode, ...FieldNode[]]>

/**
 * The fields that an object of a type answers with, by their keys in the answer's order, as the specification's CollectFields has them.
 * Throws where the variable of a condition is null.
 */
export function collectFields(
  operation: Operation,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  variables: Values,
): ReadonlyMap<string, FieldNodes> {
  const fields: FieldsByKey = new Map()
  const spreads = new Set<string>()

  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) collectSpread(selection.name.value, selection)
      else if (isIncluded(selection, variables)) {
        if (selection.kind === Kind.FIELD) addField(fields, selection)
        else if (appliesTo(operation, selection, type)) collect(selection.selectionSet)
      }
    }
  }
  const collectSpread = (name: string, spread: SelectionNode): void => {
    if (spreads.has(name) || !isIncluded(spread, variables)) return
    spreads.add(name)
    const fragment = operation.fragments[name]
    if (fragment && appliesTo(operation, fragment, type)) collect(fragment.selectionSet)
  }

  for (const selectionSet of selectionSets) collect(selectionSet)
  return fields
}

function addField(fields: FieldsByKey, field: FieldNode): void {
  const key = (field.alias ?? field.name).value
  const others = fields.get(key)
  if (others) others.push(field)
  else fields.set(key, [field])
}

function isIncluded(selection: SelectionNode, variables: Values): boolean {
  if (!selection.directives?.length) return true
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false
}

function appliesTo(
  { schema }: Operation,
  { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
  type: GraphQLObjectType,
): boolean {
  if (!typeCondition) return true
  const condition = schema.getType(typeCondition.name.value)
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type))
}
