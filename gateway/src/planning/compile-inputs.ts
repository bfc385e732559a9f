import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  type ObjectValueNode,
  type OperationDefinitionNode,
  typeFromAST,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql'
import { checkInputs, type FieldWithInput, type Variables } from './check-inputs.ts'
import { type Coerce, coercerOf, unproven } from './coerce-value.ts'

type CompiledVariable = {
  name: string
  coerce: Coerce
  isNonNull: boolean
  /** As it is meant; undefined where there is none. */
  usual: unknown
}
/** Where a variable stands that must not be null there. */
type Place = { variable: string; mayBeMissing: boolean }

/**
 * Compiles what `checkInputs` does with an operation that was found valid. What is right is known at once, because most of a text's places
 * take any value of their variable's type; all else is left to graphql-js, which says what is wrong.
 */
export function compileInputs(
  schema: GraphQLSchema,
  definition: OperationDefinitionNode,
  inputs: readonly FieldWithInput[],
): (variables: Variables) => Variables {
  const check = (variables: Variables) => checkInputs(schema, definition, inputs, variables)
  const compiled = allOrNone((definition.variableDefinitions ?? []).map((node) => compileVariable(schema, node)))
  const taking = allOrNone(inputs.map(placesOf))?.flat()
  if (!compiled || !taking) return check
  const neverNull = new Set(compiled.flatMap(({ name, isNonNull }) => (isNonNull ? [name] : [])))
  const places = taking.filter(({ variable }) => !neverNull.has(variable))
  return (variables) => {
    const coerced = coerceAll(compiled, variables)
    return coerced && places.every((place) => isFilled(place, coerced)) ? coerced : check(variables)
  }
}

function allOrNone<Item>(items: readonly (Item | null)[]): Item[] | null {
  const all = items.filter((item) => item !== null)
  return all.length === items.length ? all : null
}

function coerceAll(compiled: readonly CompiledVariable[], variables: Variables): Variables | null {
  const coerced: Record<string, unknown> = {}
  for (const { name, coerce, isNonNull, usual } of compiled) {
    if (!Object.hasOwn(variables, name)) {
      if (usual !== undefined) coerced[name] = usual
      else if (isNonNull) return null
      continue
    }
    const value = coerce(variables[name])
    if (value === unproven) return null
    coerced[name] = value
  }
  return coerced
}

const isFilled = ({ variable, mayBeMissing }: Place, coerced: Variables): boolean =>
  Object.hasOwn(coerced, variable) ? coerced[variable] !== null : mayBeMissing

/** Null where only graphql-js can say what its values are. */
function compileVariable(schema: GraphQLSchema, node: VariableDefinitionNode): CompiledVariable | null {
  const type = typeFromAST(schema, node.type)
  const name = node.variable.name.value
  // As a key of a plain object it would be its prototype.
  if (!isInputType(type) || name === '__proto__') return null
  const usual: unknown = node.defaultValue && valueFromAST(node.defaultValue, type)
  if (node.defaultValue && usual === undefined) return null
  return { name, coerce: coercerOf(type), isNonNull: isNonNullType(type), usual }
}

/** The places of a field that a null could not fill; null where only graphql-js can say what fits. */
function placesOf({ field, node }: FieldWithInput): Place[] | null {
  const places: Place[] = []
  const given = new Map(node.arguments?.map(({ name, value }) => [name.value, value]))
  const isProvable = field.args.every((argument) => collect(places, given.get(argument.name), argument))
  return isProvable ? places : null
}

type Slot = { type: GraphQLInputType; defaultValue?: unknown }

/** Whether a value fits what takes it, whatever the variables in it are, as long as those in `places` are not null. */
function collect(places: Place[], node: ValueNode | undefined, { type, defaultValue }: Slot): boolean {
  const hasDefault = defaultValue !== undefined
  if (!node) return hasDefault || !isNonNullType(type)
  if (node.kind === Kind.VARIABLE) {
    if (isNonNullType(type)) places.push({ variable: node.name.value, mayBeMissing: hasDefault })
    return true
  }
  if (node.kind === Kind.NULL) return !isNonNullType(type)
  const nullable = getNullableType(type)
  if (isListType(nullable)) {
    const items = node.kind === Kind.LIST ? node.values : [node]
    return items.every((item) => collect(places, item, { type: nullable.ofType }))
  }
  if (isInputObjectType(nullable))
    return node.kind === Kind.OBJECT && !nullable.isOneOf && collectFields(places, node, nullable)
  // A scalar may read lists and objects, with variables in them, as it likes.
  return node.kind !== Kind.LIST && node.kind !== Kind.OBJECT && valueFromAST(node, nullable) !== undefined
}

function collectFields(places: Place[], node: ObjectValueNode, type: GraphQLInputObjectType): boolean {
  const given = new Map(node.fields.map(({ name, value }) => [name.value, value]))
  return Object.values(type.getFields()).every((field) => collect(places, given.get(field.name), field))
}
