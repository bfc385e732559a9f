import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql'
import type { Choices } from './choices.ts'

const samples: Readonly<Record<string, readonly [unknown, ...unknown[]]>> = {
  ID: ['x1', 'x2', 7],
  Int: [1, 20, -3],
  Float: [1.5, 2],
  Boolean: [true, false],
  DateTime: ['2026-01-31T12:00:00.000Z'],
  Date: ['2026-01-31'],
  Long: [0, 9_007_199_254_740_991],
  String: ['text', '', 'текст "с кавычками"'],
}

/** A value of a variable as JSON has it; now and then a wrong one. */
export function jsonOf(type: GraphQLInputType, choices: Choices, entities: readonly string[] = [], depth = 2): unknown {
  // Apollo leaves the promises of a batch unhandled when a later reference is of no type.
  const [first, ...others] = entities
  if (String(getNamedType(type)) === '_Any' && !isListType(getNullableType(type)) && first)
    return { __typename: choices.one([first, ...others]), id: 'x1', ref: 'x1' }
  if (choices.onceIn(60)) return choices.one<unknown>([null, {}, 'wrong', -0.5])
  if (!isNonNullType(type) && choices.onceIn(6)) return null
  const nullable = getNullableType(type)
  if (isListType(nullable))
    return Array.from({ length: choices.below(4) }, () => jsonOf(nullable.ofType, choices, entities, depth - 1))
  if (isEnumType(nullable)) return choices.one(firstOf(nullable.getValues().map(({ name }) => name)))
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(
      (field) => isRequiredInputField(field) || (depth > 0 && choices.below(2) === 1),
    )
    return Object.fromEntries(fields.map(({ name, type: of }) => [name, jsonOf(of, choices, entities, depth - 1)]))
  }
  return choices.one(samples[String(nullable)] ?? ['anything'])
}

/** A literal of a type; `variable` gives the name of one where there is to be one. */
export function literalOf(
  type: GraphQLInputType,
  choices: Choices,
  variable: (type: GraphQLInputType) => string,
  depth = 2,
): string {
  if (!isNonNullType(type) && choices.onceIn(8)) return 'null'
  const nullable = getNullableType(type)
  const inside = (of: GraphQLInputType): string =>
    choices.onceIn(5) ? variable(of) : literalOf(of, choices, variable, depth - 1)
  if (isListType(nullable)) {
    if (choices.onceIn(6)) return literalOf(nullable.ofType, choices, variable, depth - 1)
    return `[${Array.from({ length: choices.below(3) }, () => inside(nullable.ofType)).join(', ')}]`
  }
  if (isEnumType(nullable)) return choices.one(firstOf(nullable.getValues().map(({ name }) => name)))
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(
      (field) => isRequiredInputField(field) || (depth > 0 && choices.below(2) === 1),
    )
    return `{ ${fields.map(({ name, type: of }) => `${name}: ${inside(of)}`).join(', ')} }`
  }
  return JSON.stringify(choices.one(samples[String(nullable)] ?? ['anything']))
}

function firstOf<Value>(values: readonly Value[]): [Value, ...Value[]] {
  const [first, ...others] = values
  if (first === undefined) throw new Error('There is nothing to choose from.')
  return [first, ...others]
}
