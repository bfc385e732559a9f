import { type GraphQLOutputType, isAbstractType, isLeafType, isListType, isNonNullType } from 'graphql'
import { completeAbstract } from './complete-abstract.ts'
import { completeLeaf } from './complete-leaf.ts'
import { completeList } from './complete-list.ts'
import type { CompletedField } from './completed-field.ts'
import type { Complete, Place } from './place.ts'

/** The place of a value of a type. */
export function placeOf(type: GraphQLOutputType, field: CompletedField): Place {
  const isNonNull = isNonNullType(type)
  const nullable = isNonNull ? type.ofType : type
  const complete = unlessNull(completeNullable(nullable, field))
  return {
    nodes: field.nodes,
    isNonNull,
    isLeaf: isLeafType(nullable),
    complete: isNonNull ? neverNull(complete, field) : complete,
  }
}

function completeNullable(type: GraphQLOutputType, field: CompletedField): Complete {
  if (isListType(type)) return completeList(placeOf(type.ofType, field), field)
  if (isLeafType(type)) return completeLeaf(type)
  if (isAbstractType(type)) return completeAbstract(type, field)
  if (isNonNullType(type)) throw new TypeError(`${type} is in a non-null type.`)
  return field.objectOf(type)
}

const unlessNull =
  (complete: Complete): Complete =>
  (execution, path, value) => {
    if (value == null) return null
    if (value instanceof Error) throw value
    return complete(execution, path, value)
  }

const neverNull =
  (complete: Complete, { name }: CompletedField): Complete =>
  (execution, path, value) => {
    const completed = complete(execution, path, value)
    if (completed === null) throw new Error(`Cannot return null for non-nullable field ${name}.`)
    return completed
  }
