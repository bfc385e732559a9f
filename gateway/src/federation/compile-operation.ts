import { type Operation, operationFromDocument, type Schema } from '@apollo/federation-internals'
import type { QueryPlanner } from '@apollo/query-planner'
import { type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql'
import type { PlanNode } from './plan-nodes.ts'
import { withoutReservedVariable } from './reserved-variable.ts'

/** All that depends on an operation's text alone, made once and kept. */
export type CompiledOperation = {
  plan: PlanNode | undefined
  operation: Operation
  definition: OperationDefinitionNode
  rename: (variables: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
}

export function compileOperation(
  planner: QueryPlanner,
  schema: Schema,
  clientDocument: DocumentNode,
  operationName: string | undefined,
): CompiledOperation {
  const { document, rename } = withoutReservedVariable(clientDocument)
  const operation = operationFromDocument(schema, document, { operationName, validate: false })
  const { node } = planner.buildQueryPlan(operation)
  if (node?.kind === 'Subscription') throw new Error('a plan has a subscription, which this gateway does not execute')
  return { plan: node, operation, definition: definitionOf(document, operationName), rename }
}

function definitionOf(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION && (!operationName || definition.name?.value === operationName))
      return definition
  throw new Error('no such operation, although validation found it')
}
