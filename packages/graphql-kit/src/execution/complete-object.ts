import { GraphQLError, type GraphQLObjectType } from 'graphql'
import { inspect } from 'graphql/jsutils/inspect.js'
import type { CompletedField } from './completed-field.ts'
import { executeFields } from './execute-fields.ts'
import type { Execution } from './execution.ts'
import type { ObjectPlan } from './field-plan.ts'
import { isPromise, Promised } from './pending.ts'
import type { Complete } from './place.ts'

/**
 * Completes an object by its fields, and checks its type where the type can tell.
 *
 * @param planOf the fields of it, which may turn out to be impossible to collect
 */
export function completeObject(
  type: GraphQLObjectType,
  field: CompletedField,
  planOf: (execution: Execution) => ObjectPlan,
): Complete {
  const { isTypeOf } = type
  if (!isTypeOf) return (execution, path, value) => executeFields(execution, planOf(execution), value, path)

  return (execution, path, value) => {
    const plan = planOf(execution)
    const completeIf = (is: unknown): unknown => {
      if (is) return executeFields(execution, plan, value, path)
      const message = `Expected value of type "${type.name}" but got: ${inspect(value)}.`
      throw new GraphQLError(message, { nodes: field.nodes })
    }
    const is: unknown = isTypeOf(value, execution.context, field.infoOf(execution, path))
    return isPromise(is) ? new Promised(is, completeIf) : completeIf(is)
  }
}
