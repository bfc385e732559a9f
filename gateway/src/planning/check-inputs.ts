import {
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js'
import { Refused } from '../refusal.ts'

export type Variables = Readonly<Record<string, unknown>>

/** A field one of whose arguments depends on variables. */
export type FieldWithInput = { field: GraphQLField<unknown, unknown>; node: FieldNode }

/** What is wrong is said, not repeated: a value may have a megabyte. */
const messageCharacters = 500

/**
 * Checks all that depends on variables: each against its type, and each place where one is used, because a variable that may be null
 * (it has a default) can stand where null may not. The whole of what `compileInputs` does quickly for what is right.
 *
 * @returns the variables as they are meant: coerced, with their defaults, in the order of the operation
 * @throws Refused BAD_USER_INPUT
 */
export function checkInputs(
  schema: GraphQLSchema,
  definition: OperationDefinitionNode,
  inputs: readonly FieldWithInput[],
  variables: Variables,
): Variables {
  const { errors, coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variables, {
    maxErrors: 20,
  })
  if (errors) throw badInput(errors)
  for (const { field, node } of inputs) {
    try {
      getArgumentValues(field, node, coerced)
    } catch (error) {
      if (error instanceof GraphQLError) throw badInput([error])
      throw error
    }
  }
  return coerced
}

const badInput = (errors: readonly GraphQLError[]): Refused =>
  new Refused({
    status: 400,
    code: 'BAD_USER_INPUT',
    message: 'The variables do not fit the operation.',
    problems: errors.map(({ message, locations }) => ({
      message: message.length > messageCharacters ? `${message.slice(0, messageCharacters)}…` : message,
      locations: locations ?? [],
    })),
  })
