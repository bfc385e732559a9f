import { workerData } from 'node:worker_threads'
import { operationFromDocument, Supergraph } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { malformedValue, restoreScalars } from '@forum/graphql-kit/scalars'
import {
  type DocumentNode,
  executeSync,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import type { PlanResult, SentIntrospectTask, SentTask } from './plan-task.ts'
import { noReservedAliases } from './reserved-aliases.ts'
import { withoutReservedVariable } from './reserved-variable.ts'
import { resolveConditions } from './resolve-conditions.ts'

// The whole of a thread: it validates and plans what it is asked, so that the event loop that answers everybody does neither.

const supergraph = Supergraph.build(String(workerData.supergraphSdl))
const planner = new QueryPlanner(supergraph)
const schema = supergraph.apiSchema()
const publicSchema = schema.toGraphQLJSSchema()
restoreScalars(publicSchema)

const rules = [...specifiedRules, noReservedAliases]

/** The last text that was found valid: the same text comes again with other values of its conditions. */
let last: { text: string; document: DocumentNode } | null = null

export function plan({ text, operationName, conditions, begun }: SentTask): PlanResult {
  begun.postMessage(null)
  begun.close()
  if (last?.text !== text) {
    last = null
    const parsed = parse(text)
    const errors = validate(publicSchema, parsed, rules, { maxErrors: 20 })
    if (errors.length > 0)
      return {
        valid: false,
        isMalformedValue: errors.every(({ extensions }) => extensions[malformedValue] === true),
        problems: errors.map(({ message, locations }) => ({ message, locations: locations ?? [] })),
      }
    last = { text, document: parsed }
  }
  const resolved = resolveConditions(last.document, operationOf(last.document, operationName), conditions)
  const { document, renamed } = withoutReservedVariable(resolved)
  const { node } = planner.buildQueryPlan(operationFromDocument(schema, document, { operationName, validate: false }))
  if (node?.kind === 'Subscription') throw new Error('a plan has a subscription, which this gateway does not execute')
  return { valid: true, plan: node, renamed }
}

/** What its one field is answered with, as JSON. The operation is a part of one that was found valid. */
export function introspect({ text, variables, begun }: SentIntrospectTask): string {
  begun.postMessage(null)
  begun.close()
  const { data } = executeSync({ schema: publicSchema, document: parse(text), variableValues: variables })
  return JSON.stringify(Object.values(data ?? {})[0] ?? null)
}

function operationOf(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  for (const node of document.definitions)
    if (node.kind === Kind.OPERATION_DEFINITION && (!operationName || node.name?.value === operationName)) return node
  throw new Error('no such operation, although admission found it')
}
