import {
  buildSchema,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isUnionType,
  responsePathAsArray,
} from 'graphql'
import { subgraphSchema } from '../../src/index.ts'
import { scalars } from '../../src/scalars.ts'
import type { MadeUp, MadeUpWorld } from './made-up-values.ts'
import { richSdl } from './rich-schema.ts'

/** The rich schema with resolvers, resolved types and scalars that fail in every way. */
export function richSchema(): GraphQLSchema {
  const schema = buildSchema(richSdl)
  Object.assign(schema.getType('DateTime') ?? {}, scalars.DateTime)
  Object.assign(schema.getType('Long') ?? {}, scalars.Long)
  Object.assign(schema.getType('Fickle') ?? {}, { serialize: fickle })
  addResolvers(schema)
  Object.assign(schema.getType('Owned') ?? {}, { resolveType: resolvedType })
  Object.assign(schema.getType('Place') ?? {}, { isTypeOf: isOfType })
  return schema
}

/** A subgraph's own schema, each of its fields and references made up. */
export function subgraphWithResolvers(sdl: string): GraphQLSchema {
  const entity = subgraphSchema(sdl, {}).getType('_Entity')
  const names = isUnionType(entity) ? entity.getTypes().map(({ name }) => name) : []
  const references = names.map((name) => [name, { __resolveReference: resolveReference }] as const)
  const schema = subgraphSchema(sdl, Object.fromEntries(references))
  addResolvers(schema)
  return schema
}

function addResolvers(schema: GraphQLSchema): void {
  const roots = [schema.getQueryType(), schema.getMutationType()]
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue
    for (const field of Object.values(type.getFields())) {
      const isDefault = isLeafType(getNamedType(field.type)) && field.name.length % 3 > 0 && !roots.includes(type)
      if (!isDefault && !field.name.startsWith('_')) field.resolve = resolve
    }
  }
}

function resolve(source: MadeUp | undefined, args: object, world: MadeUpWorld, info: GraphQLResolveInfo): unknown {
  const at = responsePathAsArray(info.path).join('.')
  const { fieldName, parentType, fieldNodes, variableValues, operation, fragments } = info
  const asked = [parentType.name, fieldName, fieldNodes.length, operation.name?.value, Object.keys(fragments).length]
  world.calls.push(JSON.stringify([at, asked, args, source?.where, variableValues]))
  return world.outcome(at, () => world.valueOf(info.returnType, at))
}

const resolveReference = (_reference: object, world: MadeUpWorld, info: GraphQLResolveInfo): unknown => {
  const at = `reference ${world.calls.push('reference')}`
  return world.outcome(at, () => world.valueOf(info.returnType, at))
}

const resolvedType = ({ where, __typename: name }: MadeUp, world: MadeUpWorld, info: GraphQLResolveInfo): unknown => {
  world.calls.push(JSON.stringify(['type', info.fieldName, responsePathAsArray(info.path)]))
  const others = [name, name, name, name, null, 5, 'Nothing', 'Colour', 'Place', info.schema.getType('Thing')]
  return world.outcome(`${where} type`, () => others[world.roll(where, 'resolved type', others.length)])
}

const isOfType = ({ where }: MadeUp, world: MadeUpWorld, info: GraphQLResolveInfo): unknown => {
  world.calls.push(JSON.stringify(['is', info.fieldName, responsePathAsArray(info.path)]))
  return world.outcome(`${where} is`, () => world.roll(String(where), 'is', 8) > 0)
}

function fickle(value: unknown): unknown {
  const values = [undefined, null, { a: [value] }, value, 'x', false, '']
  const chosen = values[String(value).length % values.length]
  if (chosen === 'x') throw new Error('fickle')
  return chosen
}
