import { applyRewrites } from '@apollo/gateway/dist/dataRewrites.js'
import type { LoopBudget } from '@forum/service-kit'
import { type GraphQLSchema, isObjectType } from 'graphql'
import type { Caller } from '../admission/caller.ts'
import type { SubgraphAnswer, SubgraphError } from '../data-source/subgraph-answer.ts'
import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import type { KeptProfiles, ProfileReading } from '../kept-profiles/kept-profiles.ts'
import type { FetchNode, PlanNode } from '../planning/plan-nodes.ts'
import type { ErrorCandidate } from './answer-errors.ts'
import { Failures } from './failures.ts'
import { fetchBody } from './fetch-body.ts'
import { fetchKeys } from './fetch-keys.ts'
import { mergeInto } from './merge.ts'
import { type Representations, representationsOf } from './representations.ts'
import { siblingsOf } from './sibling-fetches.ts'
import { isResponseObject, objectsAt, type ResponseObject, type ResponsePath } from './targets.ts'

/** What asks one subgraph. */
export type SubgraphSource = Pick<SubgraphDataSource, 'fetch'>

export type PlanExecution = {
  supergraphSchema: GraphQLSchema
  dataSourceOf: (subgraph: string) => SubgraphSource
  /** Variables as the client gave them, under the plan's names. */
  variables: Readonly<Record<string, unknown>>
  caller: Caller
  /** What is kept of people and need not be asked for. */
  profiles: Pick<KeptProfiles, 'readingOf'>
  /** Where much is done at once. */
  loop: Pick<LoopBudget, 'run'>
}

/** Of more objects a fetch's entities are gathered, and its answer is merged, each in a turn of the event loop of its own. */
const manyObjects = 200

/** What the subgraphs gave, and what may be null in it because something failed. */
export type Execution = {
  data: ResponseObject
  /** Of the answers that it was read from. */
  characters: number
  candidates: () => ErrorCandidate[]
}

/**
 * Runs a query plan. Unlike stock's executor it asks for each distinct entity once, for those of several places at one time in one request,
 * and keeps, for each thing that failed, the places that may be null because of it.
 */
export async function executePlan(node: PlanNode | undefined, execution: PlanExecution): Promise<Execution> {
  const run = new PlanRun(execution)
  if (node) await run.node(node, [])
  return { data: run.data, characters: run.characters, candidates: () => run.failures.candidates(run.data) }
}

class PlanRun {
  readonly data: ResponseObject = {}
  readonly failures = new Failures()
  characters = 0
  readonly #execution: PlanExecution
  /** Objects that a failed fetch left incomplete, with what failed: the fetches that need them fail of the same. */
  readonly #incomplete = new Map<ResponseObject, SubgraphError>()

  constructor(execution: PlanExecution) {
    this.#execution = execution
  }

  async node(node: PlanNode, at: ResponsePath): Promise<void> {
    switch (node.kind) {
      case 'Sequence':
        for (const child of node.nodes) await this.node(child, at)
        return
      case 'Parallel': {
        const { alone, together } = siblingsOf(node)
        await Promise.all([
          ...alone.map((child) => this.node(child, at)),
          ...together.map(({ fetch, paths }) =>
            this.#fetchEntities(
              fetch,
              paths.map((path) => [...at, ...path]),
            ),
          ),
        ])
        return
      }
      case 'Flatten':
        return this.node(node.node, [...at, ...node.path])
      case 'Fetch':
        return node.requires ? this.#fetchEntities(node, [at]) : this.#fetchRoot(node, at)
      case 'Condition':
        throw new Error('a plan has a condition, although all were decided before')
      case 'Defer':
        throw new Error('a plan has @defer, which this schema does not offer')
    }
  }

  async #fetchRoot(node: FetchNode, at: ResponsePath): Promise<void> {
    const objects = objectsAt(this.data, at)
    if (objects.size === 0) return
    const { data, errors } = await this.#send(node, null)
    if (data) {
      applyRewrites(this.#execution.supergraphSchema, node.outputRewrites, data)
      for (const object of objects) mergeInto(object, data)
    }
    for (const error of errors) {
      if (error.path) this.failures.certain([at], objects, error, error.path)
      else this.#failed([at], objects, error, node)
    }
  }

  /** @param paths all of the places whose objects take part */
  async #fetchEntities(node: FetchNode, paths: readonly ResponsePath[]): Promise<void> {
    const { supergraphSchema, profiles, caller } = this.#execution
    const objects = union(paths.map((path) => objectsAt(this.data, path)))
    const found = await this.#inTurn(objects.size, () => representationsOf(supergraphSchema, objects, node))
    for (const object of found.without) {
      const cause = this.#incomplete.get(object)
      if (cause) this.#failed(paths, [object], cause, node)
    }
    const kept = profiles.readingOf(node, caller)
    const { list, owners } = kept ? notKept(found, kept) : found
    if (list.length === 0) return
    const { data, errors } = await this.#send(node, list)
    const entities = data && Array.isArray(data._entities) ? data._entities : []
    await this.#inTurn(objects.size, () => {
      for (const [index, waiting] of owners.entries()) {
        this.#mergeEntity(node, entities[index], waiting)
        if (errors.length === 0 && isResponseObject(entities[index])) kept?.keep(list[index] ?? '', entities[index])
      }
    })
    for (const error of errors) {
      const [, index, ...rest] = error.path ?? []
      if (typeof index !== 'number') this.#failed(paths, owners.flat(), error, node)
      else if (rest.length === 0) this.#failed(paths, owners[index] ?? [], error, node)
      else this.failures.certain(paths, owners[index] ?? [], error, rest)
    }
  }

  #inTurn<Result>(objects: number, work: () => Result): Result | Promise<Result> {
    const { loop, caller } = this.#execution
    return objects > manyObjects ? loop.run(caller.sender, work) : work()
  }

  #mergeEntity(node: FetchNode, entity: unknown, waiting: readonly ResponseObject[]): void {
    if (!isResponseObject(entity)) return
    // Rewrites look at the type, and a fetch does not always ask for it.
    entity.__typename ??= waiting[0]?.__typename
    const { supergraphSchema } = this.#execution
    applyRewrites(supergraphSchema, node.outputRewrites, entity)
    // A subgraph that knows an interface as an object (@interfaceObject) calls each of its objects by the interface's name.
    if (!isObjectType(supergraphSchema.getType(String(entity.__typename)))) delete entity.__typename
    for (const object of waiting) mergeInto(object, entity)
  }

  async #send(node: FetchNode, representations: readonly string[] | null): Promise<SubgraphAnswer> {
    const { dataSourceOf, variables, caller } = this.#execution
    const answer = await dataSourceOf(node.serviceName).fetch(
      fetchBody(node, variables, representations),
      caller,
      node.operationKind === 'mutation',
    )
    this.characters += answer.characters ?? 0
    return answer
  }

  #failed(
    paths: readonly ResponsePath[],
    objects: Iterable<ResponseObject>,
    error: SubgraphError,
    node: FetchNode,
  ): void {
    const all = [...objects]
    for (const object of all) this.#incomplete.set(object, error)
    this.failures.possible(paths, all, error, fetchKeys(node))
  }
}

/** Gives what is kept to the objects that wait for it; answers what has to be asked for. */
function notKept({ list, owners }: Representations, kept: ProfileReading): Pick<Representations, 'list' | 'owners'> {
  const asked: Pick<Representations, 'list' | 'owners'> = { list: [], owners: [] }
  for (const [index, representation] of list.entries()) {
    const waiting = owners[index] ?? []
    const person = kept.get(representation)
    if (person) for (const object of waiting) mergeInto(object, person)
    else {
      asked.list.push(representation)
      asked.owners.push(waiting)
    }
  }
  return asked
}

function union<Item>([first = new Set<Item>(), ...others]: readonly Set<Item>[]): Set<Item> {
  for (const other of others) for (const item of other) first.add(item)
  return first
}
