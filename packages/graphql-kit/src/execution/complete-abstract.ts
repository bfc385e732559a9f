import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql'
import { inspect } from 'graphql/jsutils/inspect.js'
import type { CompletedField } from './completed-field.ts'
import { isPromise, Promised } from './pending.ts'
import type { Complete } from './place.ts'

/** Completes a value of an interface or a union as the object type that it is of. */
export function completeAbstract(type: GraphQLAbstractType, field: CompletedField): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver
  const known = new Map<unknown, Complete>()

  return (execution, path, value) => {
    const completeAs = (name: unknown): unknown => {
      const complete =
        known.get(name) ?? field.objectOf(objectType(execution.operation.schema, type, field, name, value))
      known.set(name, complete)
      return complete(execution, path, value)
    }
    const name: unknown = resolveType(value, execution.context, field.infoOf(execution, path), type)
    return isPromise(name) ? new Promised(name, completeAs) : completeAs(name)
  }
}

/** The type of a name that a type resolver gave. Throws when it is none that the abstract type may be. */
function objectType(
  schema: GraphQLSchema,
  type: GraphQLAbstractType,
  field: CompletedField,
  name: unknown,
  value: unknown,
): GraphQLObjectType {
  const { nodes } = field
  const mustResolve = `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${field.name}"`
  if (name == null)
    throw new GraphQLError(
      `${mustResolve}. Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    )
  if (isObjectType(name))
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    )
  if (typeof name !== 'string')
    throw new GraphQLError(`${mustResolve} with value ${inspect(value)}, received "${inspect(name)}".`)
  const found = schema.getType(name)
  const resolved = `Abstract type "${type.name}" was resolved to a`
  if (!found) throw new GraphQLError(`${resolved} type "${name}" that does not exist inside the schema.`, { nodes })
  if (!isObjectType(found)) throw new GraphQLError(`${resolved} non-object type "${name}".`, { nodes })
  if (!schema.isSubType(type, found))
    throw new GraphQLError(`Runtime Object type "${name}" is not a possible type for "${type.name}".`, { nodes })
  return found
}
