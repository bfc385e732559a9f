import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  print,
} from 'graphql'
import { omitted, valuesOf } from './arguments.ts'
import { type Sent, withVariables } from './with-variables.ts'
import type { World } from './world.ts'

export type Operation = {
  /** The field that it is about, and the values that it was tried with. */
  name: string
  kind: 'query' | 'mutation'
  document: string
  /** What is sent of it. */
  sent: Sent
  /** Whether its selection ends in one of the types that were looked for. */
  leadsTo: boolean
}

type Step = { parent: GraphQLObjectType; field: GraphQLField<unknown, unknown> }

export type WalkOptions = {
  schema: GraphQLSchema
  world: World
  /** The types to look for. */
  targets: readonly string[]
  /** `Type.field` that are not walked, each with the reason. */
  leftOut?: Record<string, string>
}

/**
 * One operation for each field of the schema that returns something with fields, by the shortest path from a root: through it to all leaves
 * of what it returns, and on to the nearest target. Nothing is listed, so a new field is walked as soon as it is in the schema.
 */
export function walk({ schema, world, targets, leftOut = {} }: WalkOptions): Operation[] {
  const found = new Map<string, Operation>()
  for (const kind of ['query', 'mutation'] as const) {
    const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType()
    if (!root) continue
    const paths = shortestPaths(schema, root)
    for (const [typeName, path] of paths) {
      const parent = schema.getType(typeName)
      if (!isObjectType(parent)) continue
      for (const field of Object.values(parent.getFields())) {
        const place = `${parent.name}.${field.name}`
        const via = [...path, { parent, field }]
        if (isLeafType(getNamedType(field.type)) && path.length > 0) continue
        // A mutation that leads nowhere is asked for what it says itself, once.
        if (kind === 'mutation' && path.length > 0 && !leads(schema, getNamedType(field.type), targets)) continue
        if (found.has(place) || via.some((step) => `${step.parent.name}.${step.field.name}` in leftOut)) continue
        for (const operation of operationsThrough(schema, kind, via, world, targets))
          found.set(operation.name, operation)
        found.set(place, found.get(place) ?? firstOf(found, place))
      }
    }
  }
  return [...new Set(found.values())]
}

function firstOf(found: Map<string, Operation>, place: string): Operation {
  for (const [name, operation] of found) if (name.startsWith(`${place}(`) || name === place) return operation
  throw new Error(`no operation walks ${place}`)
}

/** Whether it asks for one thing by its id: of equally short ways that is the one that could lead to what must not be seen. */
const namesOne = ({ args }: GraphQLField<unknown, unknown>): boolean => args.some(({ name }) => name === 'id')

/** By type, the fields from the root to it, fewest first. */
function shortestPaths(schema: GraphQLSchema, root: GraphQLObjectType): Map<string, Step[]> {
  const paths = new Map<string, Step[]>([[root.name, []]])
  const queue: GraphQLObjectType[] = [root]
  for (let parent = queue.shift(); parent; parent = queue.shift()) {
    const path = paths.get(parent.name) ?? []
    const fields = Object.values(parent.getFields()).toSorted((a, b) => Number(namesOne(b)) - Number(namesOne(a)))
    for (const field of fields)
      for (const type of objectsOf(schema, getNamedType(field.type)))
        if (!paths.has(type.name)) {
          paths.set(type.name, [...path, { parent, field }])
          queue.push(type)
        }
  }
  return paths
}

function leads(schema: GraphQLSchema, type: GraphQLNamedOutputType, targets: readonly string[]): boolean {
  return objectsOf(schema, type).some((object) => targets.some((target) => shortestPaths(schema, object).has(target)))
}

function objectsOf(schema: GraphQLSchema, type: GraphQLNamedOutputType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type]
  return isAbstractType(type) ? schema.getPossibleTypes(type) : []
}

function operationsThrough(
  schema: GraphQLSchema,
  kind: Operation['kind'],
  path: readonly Step[],
  world: World,
  targets: readonly string[],
): Operation[] {
  const last = path.at(-1)
  if (!last) return []
  const returned = getNamedType(last.field.type)
  const { text, leadsTo } = selectionOf(schema, returned, world, targets)
  // The last field is tried with all values, what leads to it with its first ones.
  return argumentVariants(last, world).map((lastArguments) => {
    let inner = `${last.field.name}${lastArguments}${text}`
    for (let index = path.length - 2; index >= 0; index -= 1) {
      const step = path[index]
      const next = path[index + 1]
      if (!step || !next) continue
      const [argumentsText = ''] = argumentVariants(step, world)
      inner = `${step.field.name}${argumentsText} { __typename ... on ${next.parent.name} { ${inner} } }`
    }
    const document = `${kind} { ${inner} }`
    const name = `${last.parent.name}.${last.field.name}${lastArguments}`
    return { name, kind, document, sent: withVariables(schema, document), leadsTo }
  })
}

/** Selections from inside a type, one for each of its fields, as the walk makes them; by the field's name and arguments. */
export function selectionsWithin(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  world: World,
  targets: readonly string[],
): { name: string; text: string }[] {
  const leaves = { name: 'leaves', text: leavesOf(parent, world) }
  const composite = Object.values(parent.getFields()).filter((field) => !isLeafType(getNamedType(field.type)))
  return [
    leaves,
    ...composite.flatMap((field) => {
      const { text } = selectionOf(schema, getNamedType(field.type), world, targets)
      return argumentVariants({ parent, field }, world).map((given) => ({
        name: `${field.name}${given}`,
        text: `${field.name}${given}${text}`,
      }))
    }),
  ]
}

/** All leaves of a type, and the way on to the nearest target. */
function selectionOf(
  schema: GraphQLSchema,
  type: GraphQLNamedOutputType,
  world: World,
  targets: readonly string[],
): { text: string; leadsTo: boolean } {
  const objects = objectsOf(schema, type)
  if (objects.length === 0) return { text: '', leadsTo: false }
  let leadsTo = false
  const fragments = objects.map((object) => {
    const onwards = targets.includes(object.name) ? [] : pathToTarget(schema, object, targets)
    if (targets.includes(object.name) || onwards.length > 0) leadsTo = true
    return `... on ${object.name} { __typename ${leavesOf(object, world, objects.length > 1)} ${nested(schema, onwards, world)} }`
  })
  return { text: ` { __typename ${fragments.join(' ')} }`, leadsTo }
}

function nested(schema: GraphQLSchema, path: readonly Step[], world: World): string {
  const [step, ...rest] = path
  if (!step) return ''
  const [argumentsText = ''] = argumentVariants(step, world)
  const [next] = rest
  const objects = next ? [next.parent] : objectsOf(schema, getNamedType(step.field.type))
  const inside = objects
    .map(
      (object) =>
        `... on ${object.name} { ${leavesOf(object, world, objects.length > 1)} ${nested(schema, rest, world)} }`,
    )
    .join(' ')
  return `${step.field.name}${argumentsText} { __typename ${inside} }`
}

function pathToTarget(schema: GraphQLSchema, from: GraphQLObjectType, targets: readonly string[]): Step[] {
  const paths = shortestPaths(schema, from)
  const reached = targets.flatMap((target) => paths.get(target) ?? []).length > 0
  if (!reached) return []
  return targets
    .map((target) => paths.get(target))
    .filter((path) => path !== undefined)
    .reduce((shortest, path) => (path.length < shortest.length ? path : shortest))
}

/** The members of a union need aliases: two of them may use one name for different types. */
function leavesOf(object: GraphQLObjectType, world: World, amongOthers = false): string {
  return Object.values(object.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map((field) => {
      const [given = ''] = argumentVariants({ parent: object, field }, world)
      return `${amongOthers ? `${object.name}_${field.name}: ` : ''}${field.name}${given}`
    })
    .join(' ')
}

/** Above so many combinations each value is tried once instead: with the first ones of the other arguments. */
const maxCombinations = 12

/** The argument lists that a field is tried with, printed; one of them empty if it takes none. */
function argumentVariants({ parent, field }: Step, world: World): string[] {
  const choices = field.args.map((argument) =>
    valuesOf(`${parent.name}.${field.name}.${argument.name}`, argument, world).map((value) => printed(argument, value)),
  )
  const combinations = choices.reduce((product, { length }) => product * length, 1)
  const variants = combinations > maxCombinations ? oneAtATime(choices) : allTogether(choices)
  return variants.map((variant) => variant.flat()).map((given) => (given.length === 0 ? '' : `(${given.join(', ')})`))
}

type Choices = readonly string[][][]

function allTogether(choices: Choices): string[][][] {
  return choices.reduce<string[][][]>(
    (variants, values) => variants.flatMap((variant) => values.map((value) => [...variant, value])),
    [[]],
  )
}

function oneAtATime(choices: Choices): string[][][] {
  const first = choices.map(([value = []]) => value)
  const others = choices.flatMap((values, place) => values.slice(1).map((value) => first.with(place, value)))
  return [first, ...others]
}

function printed(argument: GraphQLArgument, value: unknown): string[] {
  if (value === omitted) return []
  const node = astFromValue(value, argument.type)
  if (!node) throw new Error(`${argument.name}: ${JSON.stringify(value)} is not of type ${String(argument.type)}`)
  return [`${argument.name}: ${print(node)}`]
}
