import { type GraphQLField, type GraphQLObjectType, type SelectionSetNode, TypeNameMetaFieldDef } from 'graphql'
import { collectFields, type FieldNodes } from './collect-fields.ts'
import { completeObject } from './complete-object.ts'
import { placeOf } from './complete-value.ts'
import type { CompletedField } from './completed-field.ts'
import type { Execution, Operation, Values } from './execution.ts'
import { argsReader } from './field-args.ts'
import { FieldInfo } from './field-info.ts'
import type { FieldPlan, ObjectPlan } from './field-plan.ts'
import type { Path } from './path.ts'
import type { Complete } from './place.ts'

/** The plan of an object: of what is below its fields nothing is planned before it is reached. Throws where `collectFields` throws. */
export function planObject(
  operation: Operation,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  variables: Values,
): ObjectPlan {
  const fields = [...collectFields(operation, type, selectionSets, variables)].flatMap(([key, nodes]) => {
    const definition = definitionOf(type, nodes)
    return definition ? [planField(operation, type, definition, key, nodes)] : []
  })
  // As a key of a plain object it would be lost.
  const newObject = fields.some(({ key }) => key === '__proto__') ? () => Object.create(null) : () => ({})
  return { fields, newObject }
}

function planField(
  operation: Operation,
  parentType: GraphQLObjectType,
  definition: GraphQLField<unknown, unknown>,
  key: string,
  nodes: FieldNodes,
): FieldPlan {
  const completed: CompletedField = {
    name: `${parentType.name}.${definition.name}`,
    nodes,
    objectOf: (type) => objectCompleter(operation, type, completed),
    infoOf: (execution, path) => new FieldInfo(execution, plan, fieldPath(path)?.prev),
  }
  const plan: FieldPlan = {
    ...placeOf(definition.type, completed),
    key,
    parentType,
    definition,
    readArgs: argsReader(definition, nodes[0]),
  }
  return plan
}

function objectCompleter(operation: Operation, type: GraphQLObjectType, field: CompletedField): Complete {
  const selectionSets = field.nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  let plan: ObjectPlan | null = null
  return completeObject(type, field, ({ variables }: Execution) => {
    plan ??= planObject(operation, type, selectionSets, variables)
    return plan
  })
}

function definitionOf(type: GraphQLObjectType, [node]: FieldNodes): GraphQLField<unknown, unknown> | undefined {
  const { value } = node.name
  return value === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : type.getFields()[value]
}

const fieldPath = (path: Path | undefined): Path | undefined =>
  typeof path?.key === 'number' ? fieldPath(path.prev) : path
