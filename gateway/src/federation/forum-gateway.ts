import { setImmediate as turn } from 'node:timers/promises'
import { ApolloGateway } from '@apollo/gateway'
import type { GatewayExecutionResult, GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface'
import { restoreScalars } from '@forum/graphql-kit'
import type { Logger } from '@forum/service-kit'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import type { Caller } from '../admission/caller.ts'
import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import type { GatewayContext } from '../gateway-context.ts'
import type { LoopBudget } from '../limits/loop-budget.ts'
import { renamedVariables } from '../planning/reserved-variable.ts'
import { type AnswerError, nullPlace, settleErrors } from './answer-errors.ts'
import { executePlan } from './execute-plan.ts'
import { AnswerTooLarge, projectAnswer } from './project-answer.ts'
import type { ResponsePath } from './targets.ts'

export type ForumGatewayOptions = {
  supergraphSdl: string
  dataSources: ReadonlyMap<string, SubgraphDataSource>
  /** Where answers are written. */
  loop: LoopBudget
  logger: Logger
}

/** What ApolloGateway 2.14.4 holds once it has loaded, and does not show to subclasses. */
type Loaded = { schema: GraphQLSchema; supergraphSchema: GraphQLSchema }

/** What is larger is not given to anybody; its writing in one go would hold everybody else up. */
const maximumAnswerBytes = 2_000_000

/**
 * ApolloGateway with an executor of its own for plans of Apollo's planner: each error has the path of the field that it made null and a
 * public code, each distinct entity is asked for once, and an answer ends where it is too large.
 */
export class ForumGateway extends ApolloGateway {
  readonly #options: ForumGatewayOptions
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
    restoreScalars(schema)
    return { schema, executor: (request) => this.#execute(request) }
  }

  /** The schema that clients see; known once it has loaded. */
  get publicSchema(): GraphQLSchema {
    return this.#loaded.schema
  }

  async #execute(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const { schema, supergraphSchema } = this.#loaded
    const { caller, prepared } = request.context as GatewayContext // the server's own context
    const { compiled, variables } = prepared
    const { data: merged, candidates } = await executePlan(compiled.plan, {
      supergraphSchema,
      dataSourceOf: (name) => dataSourceOf(this.#options, name),
      variables: renamedVariables(variables, compiled.renamed),
      caller,
    })
    // What was read of the subgraphs and what is written for the client are each large enough for a turn of the loop of their own.
    await turn()
    try {
      const { data, unknown } = await this.#options.loop.run(caller.sender, () =>
        projectAnswer(compiled.shape, compiled.rootType, merged, {
          schema,
          introspect: ({ responseName }) => prepared.introspected[responseName] ?? null,
          maximumBytes: maximumAnswerBytes,
        }),
      )
      const errors = settleErrors(data, candidates)
      return withErrors(data, [...errors, ...this.#unreadable(data, unknown)])
    } catch (error) {
      if (error instanceof AnswerTooLarge) return tooLarge(caller)
      throw error
    }
  }

  /** Values that this gateway's schema does not know (of a newer subgraph): stock would make them null and say nothing. */
  #unreadable(data: unknown, unknown: readonly ResponsePath[]): AnswerError[] {
    if (unknown.length === 0) return []
    this.#options.logger.error(
      { paths: unknown.slice(0, 20).map((path) => path.join('.')), values: unknown.length },
      'a subgraph gave a value unknown to the schema',
    )
    return unknown.flatMap((path) => {
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

const tooLarge = ({ isMutation }: Caller): GatewayExecutionResult => ({
  data: null,
  errors: [
    new GraphQLError(
      `${isMutation ? 'The change was made, but its' : 'This'} answer has more than 2 MB. Ask for fewer at once (a smaller \`first\`), or without long texts.`,
      { extensions: { code: 'OPERATION_TOO_COMPLEX' } },
    ),
  ],
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
