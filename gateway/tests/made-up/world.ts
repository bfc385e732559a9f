import { composeServices } from '@apollo/composition'
import type { GatewayGraphQLRequest, GatewayGraphQLResponse } from '@apollo/server-gateway-interface'
import { buildSubgraphSchema } from '@apollo/subgraph'
import {
  execute,
  type GraphQLFieldResolver,
  GraphQLInt,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql'
import { numberOf, Random } from './random.ts'

/** What goes wrong while an operation is executed. */
export type Trouble = {
  /** Whether fields throw, and give null where they may not. */
  fieldsFail: boolean
  /** A subgraph that does not answer. */
  away: string | null
}

/** Subgraphs that nobody wrote, over data that depends on names and ids alone. */
export type World = {
  supergraphSdl: string
  /** What an operation of the public schema is answered if one server has all that the subgraphs have, and nothing goes wrong. */
  truth: (schema: GraphQLSchema, query: string, variables: Record<string, unknown>) => Promise<unknown>
  /** @throws when it is away */
  ask: (subgraph: string, request: GatewayGraphQLRequest, trouble: Trouble) => Promise<GatewayGraphQLResponse>
}

type Source = Readonly<Record<string, unknown>>

const entities = ['Ant', 'Bee', 'Cat', 'Dog'] as const
const makers = ['a', 'b', 'c'] as const
const leaves = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Color'] as const
const instances = 5
const federation =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable", "@interfaceObject"])'

/**
 * Three subgraphs that each know every entity by its key and add fields of their own to it: leaves, lists, lists of lists, values, references,
 * interfaces, unions, fields with arguments, fields that require others (with arguments too) and references that bring fields along; and a
 * fourth that knows an interface as an object.
 */
export function generateWorld(seed: number): World {
  const random = new Random(seed)
  const composite = new Set(entities.filter((entity) => entity !== 'Ant' && entity !== 'Bee' && random.is(0.5)))
  const sdls = new Map<string, string>(makers.map((maker) => [maker, sdlOf(maker, composite, random)]))
  sdls.set(
    'd',
    `${federation}
type Thing @key(fields: "id") @interfaceObject { id: ID! extra_d: ${leafOf(random)} others_d: [Thing!] }
type Query { things_d: [Thing] }
${color}`,
  )
  // What each entity's derived_c requires, as the SDL of c says.
  const baseOf = new Map(entities.map((entity) => [entity as string, requiredBy(sdls.get('c') ?? '', entity)] as const))
  const composed = composeServices(
    [...sdls].map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  )
  if (composed.errors) throw new Error(`seed ${seed}: ${composed.errors.map(({ message }) => message).join('\n')}`)
  const schemas = new Map([...sdls].map(([name, sdl]) => [name, schemaOf(sdl)]))
  return {
    supergraphSdl: composed.supergraphSdl,
    truth: async (schema, query, variables) => {
      const result = await execute({
        schema,
        document: parse(query),
        variableValues: variables,
        contextValue: { fieldsFail: false, away: null, baseOf },
        fieldResolver: resolve,
        typeResolver: (value) => String((value as Source).__typename), // what resolve made
      })
      return JSON.parse(JSON.stringify(result.data))
    },
    ask: async (subgraph, { query, operationName, variables }, trouble) => {
      const schema = schemas.get(subgraph)
      if (!schema) throw new Error(`no subgraph ${subgraph}`)
      if (trouble.away === subgraph) throw new Error(`${subgraph} is away`)
      const result = await execute({
        schema,
        document: parse(query ?? ''),
        operationName: operationName ?? null,
        variableValues: { ...variables },
        contextValue: { ...trouble, baseOf },
        fieldResolver: resolve,
        typeResolver: (value) => String((value as Source).__typename), // what resolve made
      })
      return JSON.parse(JSON.stringify(result))
    },
  }
}

const color = 'enum Color { RED GREEN BLUE }'

function sdlOf(maker: string, composite: ReadonlySet<string>, random: Random): string {
  const best = new Map(entities.map((entity) => [entity, random.one(entities)] as const))
  const types = entities.map((entity) => {
    const isThing = maker === 'a' && (entity === 'Ant' || entity === 'Bee')
    const key = composite.has(entity) ? 'id realm { code }' : 'id'
    const fields = [
      'id: ID!',
      ...(composite.has(entity) ? ['realm: Realm!'] : []),
      `one_${maker}: ${leafOf(random)}`,
      `many_${maker}: ${listOf(leafOf(random), random)}`,
      `with_${maker}(by: Int = 2, names: [String!]): ${leafOf(random)}`,
      `box_${maker}: ${maybeList(`Box_${maker}`, random)}`,
      `next_${maker}: ${maybeList(random.one(entities), random)}`,
      `any_${maker}: ${maybeList(`Any_${maker}`, random)}`,
    ]
    if (maker === 'a')
      fields.push('shared: String @shareable', 'base(by: Int = 1): Int', `thing_a: ${maybeList('Thing', random)}`)
    if (maker === 'a' && isThing) fields.push('label: String')
    if (maker === 'b') fields.push(`best_b: ${best.get(entity)} @provides(fields: "shared")`)
    if (maker === 'b' && [...best.values()].includes(entity)) fields.push('shared: String @external')
    if (maker === 'c')
      fields.push(
        'base(by: Int = 1): Int @external',
        `derived_c(add: Int = 1): Int @requires(fields: "base${random.is(0.5) ? '(by: 3)' : ''}")`,
      )
    return `type ${entity}${isThing ? ' implements Thing' : ''} @key(fields: "${key}") {\n  ${fields.join('\n  ')}\n}`
  })
  return [
    federation,
    color,
    'type Realm @shareable { code: String! }',
    `type Box_${maker} { size: ${leafOf(random)} inner: Box_${maker} of: ${random.one(entities)} rows: ${listOf('Int', random)} }`,
    `union Any_${maker} = ${random.is(0.5) ? 'Ant | Cat' : 'Bee | Dog'} | Box_${maker}`,
    ...(maker === 'a' ? ['interface Thing @key(fields: "id") { id: ID! label: String }'] : []),
    ...types,
    `type Query {\n  ${entities.map((entity) => `${entity.toLowerCase()}_${maker}(n: Int = 1): ${entity}\n  all_${entity.toLowerCase()}_${maker}: [${entity}]`).join('\n  ')}\n}`,
  ].join('\n')
}

const leafOf = (random: Random): string => `${random.one(leaves)}${random.is(0.3) ? '!' : ''}`

const listOf = (item: string, random: Random): string =>
  random.is(0.4) ? `[[${item}]${random.is(0.3) ? '!' : ''}]` : `[${item}]${random.is(0.3) ? '!' : ''}`

const maybeList = (type: string, random: Random): string =>
  random.is(0.5) ? listOf(`${type}${random.is(0.3) ? '!' : ''}`, random) : type

function schemaOf(sdl: string): GraphQLSchema {
  const typeDefs = parse(sdl)
  if (!sdl.includes('interface Thing')) return buildSubgraphSchema({ typeDefs })
  const __resolveReference = ({ id }: { id: string }) => instance(typeOfId(id), id)
  return buildSubgraphSchema({ typeDefs, resolvers: { Thing: { __resolveReference } } })
}

const typeOfId = (id: string): string => id.split('-')[0] ?? ''

const instance = (type: string, id: string): Source => ({ __typename: type, id, realm: { code: `realm of ${id}` } })

/** The argument of the `base` that an entity's derived_c requires; the schema's default where it says none. */
const requiredBy = (sdl: string, entity: string): number =>
  sdl.split(/^type /m).some((type) => type.startsWith(`${entity} `) && type.includes('"base(by: 3)"')) ? 3 : 1

type Context = Trouble & { baseOf: ReadonlyMap<string, number> }

const resolve: GraphQLFieldResolver<unknown, Context> = (given, args, { fieldsFail, baseOf }, info) => {
  const source = (given ?? {}) as Source // what this made, or a representation
  const { fieldName, returnType, parentType } = info
  const own = source[fieldName]
  if (own !== undefined) return own
  const place = `${String(source['id'] ?? source['seed'] ?? '')}.${fieldName}${JSON.stringify(args)}`
  if (fieldsFail && numberOf(`${place} fails`) < 0.04) throw new Error(`${parentType.name}.${fieldName} failed`)
  if (fieldName === 'derived_c') {
    const asked = `${String(source['id'])}.base${JSON.stringify({ by: baseOf.get(parentType.name) })}`
    const base = Object.hasOwn(source, 'base') ? source['base'] : valueOf(GraphQLInt, asked, fieldsFail)
    return Number(base ?? -1) * 2 + Number(args['add'])
  }
  return valueOf(returnType, place, fieldsFail)
}

function valueOf(type: GraphQLOutputType, place: string, fieldsFail: boolean): unknown {
  const number = numberOf(place)
  if (isNonNullType(type))
    return fieldsFail && number < 0.02 ? null : (valueOf(type.ofType, place, fieldsFail) ?? present(type.ofType, place))
  if (number < 0.12) return null
  return present(type, place)
}

function present(type: GraphQLOutputType, place: string): unknown {
  const number = Math.floor(numberOf(`${place}!`) * 1_000)
  if (isNonNullType(type)) return present(type.ofType, place)
  if (isListType(type))
    return Array.from({ length: number % 4 }, (_none, index) => valueOf(type.ofType, `${place}[${index}]`, false))
  if (isEnumType(type)) return type.getValues()[number % 3]?.value
  if (isInterfaceType(type))
    return instance(number % 2 ? 'Ant' : 'Bee', `${number % 2 ? 'Ant' : 'Bee'}-${number % instances}`)
  if (isUnionType(type)) return present(type.getTypes()[number % type.getTypes().length] ?? type, place)
  if (isObjectType(type)) {
    if (type.name === 'Thing') return { __typename: 'Thing', id: `${number % 2 ? 'Ant' : 'Bee'}-${number % instances}` }
    return entities.some((name) => name === type.name)
      ? instance(type.name, `${type.name}-${number % instances}`)
      : { __typename: type.name, seed: `${place}#${number}` }
  }
  if (type.name === 'Int') return number - 500
  if (type.name === 'Float') return number / 8
  if (type.name === 'Boolean') return number % 2 === 0
  return `${type.name === 'ID' ? 'id' : 'text "quoted" \\ é \u2028 '}${number}`
}
