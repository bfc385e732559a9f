import type { GraphQLLeafType } from 'graphql'
import { inspect } from 'graphql/jsutils/inspect.js'
import type { Complete } from './place.ts'

/** Serializes a scalar or an enum. */
export const completeLeaf =
  (type: GraphQLLeafType): Complete =>
  (_execution, _path, value) => {
    const serialized = type.serialize(value)
    if (serialized != null) return serialized
    const call = `${inspect(type)}.serialize(${inspect(value)})`
    throw new Error(`Expected \`${call}\` to return non-nullable value, returned: ${inspect(serialized)}`)
  }
