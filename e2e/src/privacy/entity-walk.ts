import {
  buildASTSchema,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql'
import { type Operation, selectionsWithin } from './schema-walk.ts'
import type { World } from './world.ts'

/** How a representation of an entity is filled, by `Type.field`. Several values make several representations. */
const representations: Record<string, (world: World) => string[]> = {
  'Post.ref': (world) => [world.postId],
  // Whoever asks a subgraph directly may claim anything.
  'Post.visibility': () => ['PUBLIC', 'PRIVATE'],
  'Comment.ref': (world) => [world.commentId, world.replyId, world.leafId],
  'User.id': (world) => [world.authorId],
  'Viewer.id': (world) => [world.authorId],
  // No rule names anybody: it is enough that nobody's id finds none.
  'Rule.id': (world) => [world.authorId],
}

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode

/** Operations that ask one subgraph for its entities by their keys, around the gateway and its plans. */
export function walkEntities(sdl: string, world: World, targets: readonly string[]): Operation[] {
  const document = parse(sdl)
  const schema = withoutExtensions(document)
  const byName = new Map<string, ObjectNode[]>()
  for (const node of objectsOf(document)) byName.set(node.name.value, [...(byName.get(node.name.value) ?? []), node])
  return [...byName].flatMap(([name, nodes]) => {
    const keys = nodes.flatMap((node) => keysOf(node))
    return keys.flatMap((key) => operationsOf(schema, { name, key, nodes }, world, targets))
  })
}

function operationsOf(
  schema: GraphQLSchema,
  entity: { name: string; key: string; nodes: ObjectNode[] },
  world: World,
  targets: readonly string[],
): Operation[] {
  const type = schema.getType(entity.name)
  if (!isObjectType(type)) return []
  const external = entity.nodes.flatMap(({ fields = [] }) => fields.filter(isExternal)).map(({ name }) => name.value)
  const fields = [...entity.key.split(/\s+/), ...external]
  let variants: string[][] = [[]]
  for (const field of fields) {
    const place = `${entity.name}.${field}`
    const values = representations[place]
    if (!values)
      throw new Error(
        `The privacy matrix cannot fill ${place} of a representation. Teach it in e2e/src/privacy/entity-walk.ts: add '${place}' to the table.`,
      )
    variants = variants.flatMap((variant) =>
      values(world).map((value) => [...variant, `${field}: ${JSON.stringify(value)}`]),
    )
  }
  return variants.flatMap((variant) =>
    selectionsWithin(schema, type, world, targets).map(({ name, text }): Operation => {
      const representation = `{ __typename: "${entity.name}", ${variant.join(', ')} }`
      const document = `{ _entities(representations: [${representation}]) { __typename ... on ${entity.name} { ${text} } } }`
      return {
        name: `_entities(${variant.join(', ')}).${entity.name}.${name}`,
        kind: 'query',
        document,
        sent: { text: document, variables: {} },
        leadsTo: true,
      }
    }),
  )
}

/** A subgraph's SDL may extend types that it does not define; for a walk they are the same. */
function withoutExtensions(document: DocumentNode): GraphQLSchema {
  const merged = new Map<string, ObjectTypeDefinitionNode>()
  for (const node of objectsOf(document)) {
    const known = merged.get(node.name.value)
    const fields = [...(known?.fields ?? []), ...(node.fields ?? [])]
    const interfaces = [...(known?.interfaces ?? []), ...(node.interfaces ?? [])]
    merged.set(node.name.value, { kind: Kind.OBJECT_TYPE_DEFINITION, name: node.name, interfaces, fields })
  }
  const others = document.definitions.filter(
    ({ kind }) =>
      kind !== Kind.OBJECT_TYPE_DEFINITION && kind !== Kind.OBJECT_TYPE_EXTENSION && kind !== Kind.SCHEMA_EXTENSION,
  )
  const definitions = [...others, ...merged.values()]
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValid: true, assumeValidSDL: true })
}

function objectsOf(document: DocumentNode): ObjectNode[] {
  return document.definitions.filter(
    (node): node is ObjectNode => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION,
  )
}

function keysOf({ directives = [] }: ObjectNode): string[] {
  return directives.flatMap(({ name, arguments: given = [] }) => {
    const fields = given.find((argument) => argument.name.value === 'fields')?.value
    // What another subgraph resolves is only named here.
    if (given.some(({ name: { value: key } }) => key === 'resolvable')) return []
    return /(^|__)key$/.test(name.value) && fields?.kind === Kind.STRING ? [fields.value] : []
  })
}

function isExternal({ directives = [] }: FieldDefinitionNode): boolean {
  return directives.some(({ name }) => /(^|__)external$/.test(name.value))
}
