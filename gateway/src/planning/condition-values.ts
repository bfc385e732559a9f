import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, visit } from 'graphql'
import type { ParsedDocument } from '../documents/parse-document.ts'
import { Refused } from '../refusal.ts'
import type { Conditions } from './resolve-conditions.ts'

/** Distinct variables that decide over @skip and @include in one operation. Each combination of their values is a plan of its own. */
const maximumConditionVariables = 20

const namesOf = new WeakMap<OperationDefinitionNode, readonly string[]>()

/**
 * What the variables of an operation's @skip and @include are.
 *
 * @throws Refused BAD_USER_INPUT when one is neither true nor false; OPERATION_TOO_COMPLEX when there are too many
 */
export function conditionValues(
  document: ParsedDocument,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Conditions {
  const names = conditionVariables(document, operation)
  if (names.length > maximumConditionVariables)
    throw new Refused({
      status: 400,
      code: 'OPERATION_TOO_COMPLEX',
      message: `This operation has ${names.length} variables in @skip and @include; at most ${maximumConditionVariables} are allowed. Leave out what you do not need instead.`,
    })
  const values: Record<string, boolean> = {}
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value
    if (!names.includes(name)) continue
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined
    const value = given === undefined && defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : given
    if (typeof value !== 'boolean')
      throw new Refused({
        status: 400,
        code: 'BAD_USER_INPUT',
        message: `Variable "$${name}" decides over @skip or @include: it must be true or false.`,
      })
    values[name] = value
  }
  return values
}

/** Of the operation and all fragments that it reaches, whether their own conditions hold or not. */
function conditionVariables({ fragments }: ParsedDocument, operation: OperationDefinitionNode): readonly string[] {
  const known = namesOf.get(operation)
  if (known) return known
  const names = new Set<string>()
  const reached = new Set<string>()
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      [Kind.DIRECTIVE]: ({ name, arguments: given = [] }) => {
        if (name.value !== 'skip' && name.value !== 'include') return
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
      },
      [Kind.FRAGMENT_SPREAD]: ({ name: { value } }) => {
        const fragment = fragments.get(value)
        if (!fragment || reached.has(value)) return
        reached.add(value)
        collect(fragment)
      },
    })
  }
  collect(operation)
  const list = [...names].sort()
  namesOf.set(operation, list)
  return list
}
