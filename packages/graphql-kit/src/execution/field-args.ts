import { type FieldNode, type GraphQLField, getArgumentValues, Kind, type ValueNode } from 'graphql'
import type { Execution, Values } from './execution.ts'

/** The coerced arguments of a field in an execution. Throws as `getArgumentValues` does. */
export type ReadArgs = (execution: Execution) => Values

/** Arguments are coerced once; those with variables once an execution. Each call gets an object of its own. */
export function argsReader(definition: GraphQLField<unknown, unknown>, node: FieldNode): ReadArgs {
  if (definition.args.length === 0) return () => ({})
  const constant = node.arguments?.some(({ value }) => hasVariable(value)) ? null : constantArgs(definition, node)
  if (constant) return () => ({ ...constant })
  const read: ReadArgs = ({ args, variables }) => {
    const coerced = args.get(read) ?? getArgumentValues(definition, node, variables)
    args.set(read, coerced)
    return { ...coerced }
  }
  return read
}

/** Null where they are wrong: the error belongs to each call. */
function constantArgs(definition: GraphQLField<unknown, unknown>, node: FieldNode): Values | null {
  try {
    return getArgumentValues(definition, node, {})
  } catch {
    return null
  }
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true
  if (value.kind === Kind.LIST) return value.values.some(hasVariable)
  return value.kind === Kind.OBJECT && value.fields.some((field) => hasVariable(field.value))
}
