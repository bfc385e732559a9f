import type { Schema } from '@apollo/federation-internals'
import { ApolloGateway } from '@apollo/gateway'
import { computeResponse } from '@apollo/gateway/dist/resultShaping.js'
import { evaluateCondition, type QueryPlanner } from '@apollo/query-planner'
import type { GatewayExecutionResult, GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface'
import { scalars } from '@forum/graphql-kit'
import type { Logger } from '@forum/service-kit'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { LRUCache } from 'lru-cache'
import type { GatewayContext } from '../admission/caller.ts'
import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import { type AnswerError, type ErrorCandidate, nullPlace, settleErrors } from './answer-errors.ts'
import { type CompiledOperation, compileOperation } from './compile-operation.ts'
import { executePlan } from './execute-plan.ts'
import { introspect } from './introspect.ts'

export type ForumGatewayOptions = {
  supergraphSdl: string
  dataSources: ReadonlyMap<string, SubgraphDataSource>
  logger: Logger
}

/** What ApolloGateway 2.14.4 holds once it has loaded, and does not show to subclasses. */
type Loaded = { schema: GraphQLSchema; apiSchema: Schema; supergraphSchema: GraphQLSchema; queryPlanner: QueryPlanner }

/** Of plans as JSON. In memory a compiled operation is 15 to 25 times as large; the 51 operations of the web app are 35,000 together. */
const keptPlanCharacters = 2_000_000

/**
 * ApolloGateway with an executor of its own over Apollo's planner and result shaping: each error has the path of the field that it made
 * null and a public code, each distinct entity is asked for once, and what depends on an operation's text alone is made once.
 */
export class ForumGateway extends ApolloGateway {
  readonly #options: ForumGatewayOptions
  readonly #compiled = new LRUCache<string, CompiledOperation>({
    maxSize: keptPlanCharacters,
    sizeCalculation: ({ plan }, key) => key.length + JSON.stringify(plan ?? null).length,
  })

  constructor(options: ForumGatewayOptions) {
    const { supergraphSdl, logger } = options
    super({
      supergraphSdl,
      logger,
      __exposeQueryPlanExperimental: false,
      buildService: ({ name }) => dataSourceOf(options, String(name)),
    })
    this.#options = options
  }

  override async load(): ReturnType<ApolloGateway['load']> {
    const { schema } = await super.load()
    checkScalars(schema)
    return { schema, executor: (request) => this.#execute(request) }
  }

  /** The schema that clients see; known once it has loaded. */
  get publicSchema(): GraphQLSchema {
    return this.#loaded.schema
  }

  async #execute(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const given = request.request.variables ?? {}
    const { schema, supergraphSchema } = this.#loaded
    const coerced = getVariableValues(schema, request.operation.variableDefinitions ?? [], given, { maxErrors: 20 })
    if (coerced.errors) return { errors: coerced.errors.map(asUserInput) }
    const compiled = this.#compile(request)
    const variables = compiled.rename(given)
    const { data: raw, candidates } = await executePlan(compiled.plan, {
      supergraphSchema,
      dataSourceOf: (name) => dataSourceOf(this.#options, name),
      variables,
      conditionHolds: (node) => evaluateCondition(node, compiled.operation.variableDefinitions, variables),
      caller: (request.context as GatewayContext).caller, // the server's own context
    })
    const { data, errors: shaping } = computeResponse({
      operation: compiled.operation,
      variables,
      input: raw,
      introspectionHandling: (field) =>
        introspect(schema, field.expandFragments().toSelectionNode(), compiled, variables),
    })
    const errors = settleErrors(data, candidates)
    return withErrors(data, [...errors, ...this.#unreadable(data, shaping, candidates)])
  }

  #compile({ queryHash, document, request }: GatewayGraphQLRequestContext): CompiledOperation {
    const key = `${queryHash} ${request.operationName ?? ''}`
    const known = this.#compiled.get(key)
    if (known) return known
    const { queryPlanner, apiSchema } = this.#loaded
    const compiled = compileOperation(queryPlanner, apiSchema, document, request.operationName)
    this.#compiled.set(key, compiled)
    return compiled
  }

  /** Values that this gateway's schema does not know (of a newer subgraph): stock would make them null and say nothing. */
  #unreadable(data: unknown, shaping: readonly GraphQLError[], candidates: readonly ErrorCandidate[]): AnswerError[] {
    const unknown = shaping.filter(({ message, path }) => path && message.startsWith('Invalid'))
    if (unknown.length === 0) return []
    this.#options.logger.error(
      { problems: unknown.map(({ message }) => message), fetches: candidates.length },
      'a subgraph gave a value unknown to the schema',
    )
    return unknown.flatMap(({ path = [] }) => {
      const at = nullPlace(data, path)
      return Array.isArray(at)
        ? [{ error: { message: 'Something went wrong here.', code: 'INTERNAL_SERVER_ERROR' }, path: at }]
        : []
    })
  }

  get #loaded(): Loaded {
    return this as unknown as Loaded // private in ApolloGateway's types; the version is pinned
  }
}

function dataSourceOf({ dataSources }: ForumGatewayOptions, name: string): SubgraphDataSource {
  const dataSource = dataSources.get(name)
  if (!dataSource) throw new Error(`supergraph.graphql names a subgraph "${name}" that this gateway has no address of`)
  return dataSource
}

/** Composition keeps the names of scalars only; here they get back how their values are read, so rubbish stops at the door. */
function checkScalars(schema: GraphQLSchema): void {
  for (const [name, { parseValue, parseLiteral }] of Object.entries(scalars)) {
    const type = schema.getType(name)
    if (type) Object.assign(type, { parseValue, parseLiteral })
  }
}

const asUserInput = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  })

function withErrors(data: GatewayExecutionResult['data'], errors: readonly AnswerError[]): GatewayExecutionResult {
  if (errors.length === 0) return { data: data ?? null }
  return {
    data: data ?? null,
    errors: errors.map(
      ({ error: { message, path: _own, ...extensions }, path }) =>
        new GraphQLError(message, { path, extensions: { ...extensions } }),
    ),
  }
}
