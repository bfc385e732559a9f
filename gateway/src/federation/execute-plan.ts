import { applyRewrites } from '@apollo/gateway/dist/dataRewrites.js'
import type { GraphQLSchema } from 'graphql'
import type { Caller } from '../admission/caller.ts'
import type { SubgraphAnswer, SubgraphError } from '../data-source/subgraph-answer.ts'
import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import type { FetchNode, PlanNode } from '../planning/plan-nodes.ts'
import type { ErrorCandidate } from './answer-errors.ts'
import { fetchKeys } from './fetch-keys.ts'
import { mergeInto } from './merge.ts'
import { representationsOf } from './representations.ts'
import { isResponseObject, type ResponseObject, type ResponsePath, type Target, targetsAt } from './targets.ts'

export type PlanExecution = {
  supergraphSchema: GraphQLSchema
  dataSourceOf: (subgraph: string) => SubgraphDataSource
  /** Variables as the client gave them, under the plan's names. */
  variables: Readonly<Record<string, unknown>>
  caller: Caller
}

/**
 * Runs a query plan. Unlike stock's executor it asks for each distinct entity once and keeps, for each thing that failed, the places that
 * may be null because of it.
 */
export async function executePlan(
  node: PlanNode | undefined,
  execution: PlanExecution,
): Promise<{ data: ResponseObject; candidates: ErrorCandidate[] }> {
  const data: ResponseObject = {}
  const run = new PlanRun(execution)
  if (node) await run.node(node, [{ path: [], data }])
  return { data, candidates: run.candidates }
}

class PlanRun {
  readonly candidates: ErrorCandidate[] = []
  readonly #execution: PlanExecution
  /** Objects that a failed fetch left incomplete, with what failed: the fetches that need them fail of the same. */
  readonly #incomplete = new Map<ResponseObject, SubgraphError>()

  constructor(execution: PlanExecution) {
    this.#execution = execution
  }

  async node(node: PlanNode, targets: readonly Target[]): Promise<void> {
    switch (node.kind) {
      case 'Sequence':
        for (const child of node.nodes) await this.node(child, targets)
        return
      case 'Parallel':
        await Promise.all(node.nodes.map((child) => this.node(child, targets)))
        return
      case 'Flatten':
        return this.node(node.node, targetsAt(targets, node.path))
      case 'Fetch':
        return node.requires ? this.#fetchEntities(node, targets) : this.#fetchRoot(node, targets)
      case 'Condition':
        throw new Error('a plan has a condition, although all were decided before')
      case 'Defer':
        throw new Error('a plan has @defer, which this schema does not offer')
    }
  }

  async #fetchRoot(node: FetchNode, targets: readonly Target[]): Promise<void> {
    if (targets.length === 0) return
    const { data, errors } = await this.#send(node, {})
    if (data) applyRewrites(this.#execution.supergraphSchema, node.outputRewrites, data)
    for (const target of targets) {
      if (data) mergeInto(target.data, data)
      for (const error of errors) {
        if (error.path) this.#certain(error, [...target.path, ...error.path])
        else this.#failed(error, node, [target])
      }
    }
  }

  async #fetchEntities(node: FetchNode, targets: readonly Target[]): Promise<void> {
    const { list, owners, without } = representationsOf(this.#execution.supergraphSchema, targets, node)
    for (const target of without) {
      const cause = this.#incomplete.get(target.data)
      if (cause) this.#failed(cause, node, [target])
    }
    if (list.length === 0) return
    const { data, errors } = await this.#send(node, { representations: list })
    const entities = data && Array.isArray(data._entities) ? data._entities : []
    for (const [index, waiting] of owners.entries()) this.#mergeEntity(node, entities[index], waiting)
    for (const error of errors) {
      const [, index, ...rest] = error.path ?? []
      if (typeof index !== 'number') this.#failed(error, node, owners.flat())
      else if (rest.length === 0) this.#failed(error, node, owners[index] ?? [])
      else for (const { path } of owners[index] ?? []) this.#certain(error, [...path, ...rest])
    }
  }

  #mergeEntity(node: FetchNode, entity: unknown, waiting: readonly Target[]): void {
    if (!isResponseObject(entity)) return
    // Rewrites look at the type, and a fetch does not always ask for it.
    entity.__typename ??= waiting[0]?.data.__typename
    applyRewrites(this.#execution.supergraphSchema, node.outputRewrites, entity)
    for (const { data } of waiting) mergeInto(data, entity)
  }

  #send(node: FetchNode, more: Record<string, unknown>): Promise<SubgraphAnswer> {
    const { dataSourceOf, variables, caller } = this.#execution
    const used = (node.variableUsages ?? []).flatMap((name) =>
      variables[name] === undefined ? [] : [[name, variables[name]] as const],
    )
    return dataSourceOf(node.serviceName).fetch(
      { query: node.operation, operationName: node.operationName, variables: { ...Object.fromEntries(used), ...more } },
      caller,
      node.operationKind === 'mutation',
    )
  }

  #certain(error: SubgraphError, path: ResponsePath): void {
    this.candidates.push({ error, path, isCertain: true })
  }

  #failed(error: SubgraphError, node: FetchNode, targets: readonly Target[]): void {
    for (const { path, data } of targets) {
      this.#incomplete.set(data, error)
      for (const key of fetchKeys(node)) this.candidates.push({ error, path: [...path, key], isCertain: false })
    }
  }
}
