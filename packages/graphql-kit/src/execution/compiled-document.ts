import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import { CollectedErrors } from './collected-errors.ts'
import { conditionsOf, conditionVariables } from './conditions.ts'
import { executeFields, executeSerially } from './execute-fields.ts'
import type { Execution, Operation, Values } from './execution.ts'
import type { ObjectPlan } from './field-plan.ts'
import { planObject } from './object-plans.ts'
import { Pending, promiseOf } from './pending.ts'

/** What an operation is executed with. */
export type Request = { readonly variables: Values; readonly operationName: string | null; readonly context: unknown }

export type Executed =
  | { readonly outcome: 'refused'; readonly errors: readonly GraphQLError[] }
  | {
      readonly outcome: 'executed'
      readonly data: unknown
      readonly errors: readonly GraphQLError[]
      readonly isMutation: boolean
    }

// Of an operation with conditions: each set of their values selects other fields.
const keptPlans = 8
const maxVariableErrors = 50

/**
 * A valid document, executed as graphql-js would execute it: the same data and the same errors in the same order. What does not depend on a
 * request is found out when it is first needed, and kept: which fields an object of a type has, their resolvers, constant arguments and how
 * their values are completed.
 */
export class CompiledDocument {
  readonly #operations: readonly Operation[]
  readonly #conditionVariables: readonly string[]
  readonly #plans = new Map<Operation, Map<string, ObjectPlan>>()

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
    const definitions: OperationDefinitionNode[] = []
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
      else if (definition.kind === Kind.OPERATION_DEFINITION) definitions.push(definition)
    }
    this.#operations = definitions.map((definition) => ({ schema, definition, fragments }))
    this.#conditionVariables = conditionVariables(document)
  }

  /** Refused when there is no such operation or a variable's value is wrong; what fails later is among the errors of what was executed. */
  async execute({ variables: inputs, operationName, context }: Request): Promise<Executed> {
    const operation = this.#operationOf(operationName)
    if (operation instanceof GraphQLError) return { outcome: 'refused', errors: [operation] }
    const { schema, definition } = operation
    const { coerced: variables, errors: refused } = getVariableValues(
      schema,
      definition.variableDefinitions ?? [],
      inputs,
      { maxErrors: maxVariableErrors },
    )
    if (!variables) return { outcome: 'refused', errors: refused }

    const errors = new CollectedErrors()
    const isMutation = definition.operation === OperationTypeNode.MUTATION
    let data: unknown = null
    try {
      const execution: Execution = { operation, variables, context, errors, args: new Map() }
      const plan = this.#planOf(operation, variables)
      if (isMutation) data = await executeSerially(execution, plan)
      else {
        const values = executeFields(execution, plan, undefined, undefined)
        data = values instanceof Pending ? await promiseOf(values) : values
      }
    } catch (error) {
      errors.add(error as GraphQLError, undefined) // only located errors climb to the top
    }
    return { outcome: 'executed', data, errors: errors.all, isMutation }
  }

  #operationOf(name: string | null): Operation | GraphQLError {
    if (name !== null)
      return (
        this.#operations.find(({ definition }) => definition.name?.value === name) ??
        new GraphQLError(`Unknown operation named "${name}".`)
      )
    const [only, ...others] = this.#operations
    if (!only) return new GraphQLError('Must provide an operation.')
    if (others.length === 0) return only
    return new GraphQLError('Must provide operation name if query contains multiple operations.')
  }

  #planOf(operation: Operation, variables: Values): ObjectPlan {
    const plans = this.#plans.get(operation) ?? new Map<string, ObjectPlan>()
    this.#plans.set(operation, plans)
    const conditions = conditionsOf(this.#conditionVariables, variables)
    const known = plans.get(conditions)
    if (known) return known
    const plan = planRoot(operation, variables)
    const [oldest] = plans.keys()
    if (plans.size === keptPlans && oldest !== undefined) plans.delete(oldest)
    plans.set(conditions, plan)
    return plan
  }
}

function planRoot(operation: Operation, variables: Values): ObjectPlan {
  const { schema, definition } = operation
  const type = schema.getRootType(definition.operation)
  if (type) return planObject(operation, type, [definition.selectionSet], variables)
  const message = `Schema is not configured to execute ${definition.operation} operation.`
  throw new GraphQLError(message, { nodes: definition })
}
