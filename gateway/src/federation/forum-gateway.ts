import { setImmediate as turn } from 'node:timers/promises'
import { Supergraph } from '@apollo/federation-internals'
import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface'
import { answerTooLarge, maxAnswerBytes, restoreScalars } from '@forum/graphql-kit'
import { type Logger, type LoopBudget, shortCharacters } from '@forum/service-kit'
import { type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql'
import type { Caller } from '../admission/caller.ts'
import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import type { GatewayContext } from '../gateway-context.ts'
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

/**
 * The gateway that Apollo Server asks, with an executor of its own for plans of Apollo's planner (which works in planning threads, so this
 * process builds none): each error has the path of the field that it made null and a public code, each distinct entity is asked for once,
 * and an answer ends where it is too large.
 */
export class ForumGateway implements GatewayInterface {
  readonly #options: ForumGatewayOptions
  readonly #supergraphSchema: GraphQLSchema
  /** Answers that take a while to write, with who asked for each. */
  readonly #large = new WeakMap<object, string>()
  /** The schema that clients see. */
  readonly publicSchema: GraphQLSchema

  constructor(options: ForumGatewayOptions) {
    // Composition validated it.
    const supergraph = Supergraph.build(options.supergraphSdl, { validateSupergraph: false })
    for (const { name } of supergraph.subgraphsMetadata()) dataSourceOf(options, name)
    this.publicSchema = supergraph.apiSchema().toGraphQLJSSchema()
    restoreScalars(this.publicSchema)
    this.#supergraphSchema = supergraph.schema.toGraphQLJSSchema()
    this.#options = options
  }

  /** Once: a new supergraph comes with a new process. */
  onSchemaLoadOrUpdate(listener: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    listener({ apiSchema: this.publicSchema, coreSupergraphSdl: this.#options.supergraphSdl })
    return () => undefined
  }

  async load(): Promise<GatewayLoadResult> {
    return { executor: (request) => this.#execute(request) }
  }

  async stop(): Promise<void> {
    // What was opened for it is closed by who opened it.
  }

  /** An answer as it is sent: a large one is written in a turn of the loop of its own. */
  async write(result: FormattedExecutionResult): Promise<string> {
    const sender = result.data ? this.#large.get(result.data) : undefined
    if (sender === undefined) return asText(result)
    await turn()
    return this.#options.loop.run(sender, () => asText(result))
  }

  async #execute(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const { caller, prepared } = request.context as GatewayContext // the server's own context
    const { compiled, variables } = prepared
    const { data: merged, candidates } = await executePlan(compiled.plan, {
      supergraphSchema: this.#supergraphSchema,
      dataSourceOf: (name) => dataSourceOf(this.#options, name),
      variables: renamedVariables(variables, compiled.renamed),
      caller,
    })
    // What was read of the subgraphs and what is written for the client are each large enough for a turn of the loop of their own.
    await turn()
    try {
      const { data, unknown, bytes } = await this.#options.loop.run(caller.sender, () =>
        projectAnswer(compiled.shape, compiled.rootType, merged, {
          schema: this.publicSchema,
          introspect: ({ responseName }) => prepared.introspected[responseName] ?? null,
          maximumBytes: maxAnswerBytes,
        }),
      )
      if (data && bytes > shortCharacters) this.#large.set(data, caller.sender)
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
}

const asText = (result: FormattedExecutionResult): string => `${JSON.stringify(result)}\n`

function dataSourceOf({ dataSources }: ForumGatewayOptions, name: string): SubgraphDataSource {
  const dataSource = dataSources.get(name)
  if (!dataSource) throw new Error(`supergraph.graphql names a subgraph "${name}" that this gateway has no address of`)
  return dataSource
}

const tooLarge = ({ isMutation }: Caller): GatewayExecutionResult => ({
  data: null,
  errors: [new GraphQLError(answerTooLarge(isMutation), { extensions: { code: 'OPERATION_TOO_COMPLEX' } })],
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
