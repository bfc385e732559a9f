import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNullableType,
  type GraphQLScalarType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql'

/** In place of a value that is not of its type, or of which only graphql-js can say what it is. */
export const unproven: unique symbol = Symbol('unproven')

export type Coerce = (value: unknown) => unknown

type NullableInputType = Extract<GraphQLInputType, GraphQLNullableType>
type Field = { name: string; coerce: Coerce; isRequired: boolean; usual: unknown }

/** By their type, which may lead to itself. */
const objects = new WeakMap<GraphQLInputObjectType, Coerce>()

/** Compiles what graphql-js' `coerceInputValue` does with each value of a type; what it would refuse is `unproven`. */
export function coercerOf(type: GraphQLInputType): Coerce {
  const isNonNull = isNonNullType(type)
  const coerce = presentCoercerOf(isNonNull ? type.ofType : type)
  const nullAs = isNonNull ? unproven : null
  return (value) => (value == null ? nullAs : coerce(value))
}

/** Of values that are there. */
function presentCoercerOf(type: NullableInputType): Coerce {
  if (isListType(type)) return listCoercerOf(coercerOf(type.ofType))
  if (isInputObjectType(type)) return objectCoercerOf(type)
  return isScalarType(type) ? scalarCoercerOf(type) : enumCoercerOf(type)
}

/** A value that is no list stands for a list of one. */
const listCoercerOf =
  (coerce: Coerce): Coerce =>
  (value) => {
    if (!Array.isArray(value)) {
      if (typeof value === 'object' && value !== null && Symbol.iterator in value) return unproven
      const item = coerce(value)
      return item === unproven ? unproven : [item]
    }
    const items: unknown[] = []
    for (const given of value) {
      const item = coerce(given)
      if (item === unproven) return unproven
      items.push(item)
    }
    return items
  }

function objectCoercerOf(type: GraphQLInputObjectType): Coerce {
  const known = objects.get(type)
  if (known) return known
  const fields: Field[] = []
  const names = new Set(Object.keys(type.getFields()))
  const coerce: Coerce = (value) => {
    if (!isRecord(value)) return unproven
    for (const name of Object.keys(value)) if (!names.has(name)) return unproven
    const coerced: Record<string, unknown> = {}
    for (const { name, coerce, isRequired, usual } of fields) {
      const given = value[name]
      if (given === undefined) {
        if (usual !== undefined) coerced[name] = usual
        else if (isRequired) return unproven
        continue
      }
      const field = coerce(given)
      if (field === unproven) return unproven
      coerced[name] = field
    }
    return type.isOneOf && !isOne(Object.values(coerced)) ? unproven : coerced
  }
  objects.set(type, coerce)
  for (const { name, type: of, defaultValue } of Object.values(type.getFields()))
    fields.push({ name, coerce: coercerOf(of), isRequired: isNonNullType(of), usual: defaultValue })
  return coerce
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOne = ([value, ...others]: readonly unknown[]): boolean =>
  others.length === 0 && value !== undefined && value !== null

const scalarCoercerOf =
  (type: GraphQLScalarType): Coerce =>
  (value) => {
    try {
      const parsed = type.parseValue(value)
      return parsed === undefined ? unproven : parsed
    } catch {
      return unproven
    }
  }

/** Its own `parseValue` looks for similar names when there is none: the one who says what is wrong does that, once. */
const enumCoercerOf =
  (type: GraphQLEnumType): Coerce =>
  (value) => {
    const found = typeof value === 'string' ? type.getValue(value) : undefined
    return found ? found.value : unproven
  }
