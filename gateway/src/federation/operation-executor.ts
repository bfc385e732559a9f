import { setImmediate as turn } from 'node:timers/promises'
import { Supergraph } from '@apollo/federation-internals'
import { answerTooLarge, maxAnswerBytes, type PublicErrorCode, restoreScalars } from '@forum/graphql-kit'
import { type Logger, type LoopBudget, shortCharacters } from '@forum/service-kit'
import type { GraphQLSchema } from 'graphql'
import type { Caller } from '../admission/caller.ts'
import type { KeptProfiles } from '../kept-profiles/kept-profiles.ts'
import type { PreparedOperation } from '../planning/operation-planner.ts'
import { renamedVariables } from '../planning/reserved-variable.ts'
import { type AnswerError, nullPlace, settleErrors } from './answer-errors.ts'
import { type Execution, executePlan, type SubgraphSource } from './execute-plan.ts'
import type { ResponsePath } from './targets.ts'
import { AnswerTooLarge, writeAnswer } from './write-answer.ts'

export type OperationExecutorOptions = {
  supergraphSdl: string
  dataSources: ReadonlyMap<string, SubgraphSource>
  profiles: KeptProfiles
  /** Where answers are written. */
  loop: LoopBudget
  logger: Logger
}

/** An answer as it is sent, and the codes of its errors. */
export type Answer = { text: string; codes: readonly PublicErrorCode[] }

/**
 * Executes operations by the plans of Apollo's planner (which works in planning threads, so this process builds none): each error has the
 * path of the field that it made null and a public code, each distinct entity is asked for once, the answer is written as it goes out, and
 * it ends where it is too large.
 */
export class OperationExecutor {
  readonly #options: OperationExecutorOptions
  readonly #supergraphSchema: GraphQLSchema
  /** The schema that clients see. */
  readonly publicSchema: GraphQLSchema

  constructor(options: OperationExecutorOptions) {
    // Composition validated it.
    const supergraph = Supergraph.build(options.supergraphSdl, { validateSupergraph: false })
    for (const { name } of supergraph.subgraphsMetadata()) dataSourceOf(options, name)
    this.publicSchema = supergraph.apiSchema().toGraphQLJSSchema()
    restoreScalars(this.publicSchema)
    this.#supergraphSchema = supergraph.schema.toGraphQLJSSchema()
    this.#options = options
  }

  async execute(prepared: PreparedOperation, caller: Caller): Promise<Answer> {
    const { compiled, variables } = prepared
    const execution = await executePlan(compiled.plan, {
      supergraphSchema: this.#supergraphSchema,
      dataSourceOf: (name) => dataSourceOf(this.#options, name),
      variables: renamedVariables(variables, compiled.renamed),
      caller,
      profiles: this.#options.profiles,
      loop: this.#options.loop,
    })
    try {
      if (execution.characters <= shortCharacters) return this.#write(prepared, execution)
      // What was read of the subgraphs and what is written for the client are each large enough for a turn of the loop of their own.
      await turn()
      return await this.#options.loop.run(caller.sender, () => this.#write(prepared, execution))
    } catch (error) {
      if (error instanceof AnswerTooLarge) return tooLarge(caller)
      throw error
    }
  }

  #write({ compiled, introspected }: PreparedOperation, { data, candidates }: Execution): Answer {
    const { text, unknown } = writeAnswer(compiled.shape, compiled.rootType, data, {
      schema: this.publicSchema,
      introspect: ({ responseName }) => introspected[responseName] ?? 'null',
      maximumBytes: maxAnswerBytes,
    })
    const failed = candidates()
    if (failed.length === 0 && unknown.length === 0) return answerOf(text, [])
    const written: unknown = JSON.parse(text ?? 'null')
    return answerOf(text, [...settleErrors(written, failed), ...this.#unreadable(written, unknown)])
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

function dataSourceOf({ dataSources }: OperationExecutorOptions, name: string): SubgraphSource {
  const dataSource = dataSources.get(name)
  if (!dataSource) throw new Error(`supergraph.graphql names a subgraph "${name}" that this gateway has no address of`)
  return dataSource
}

const tooLarge = ({ isMutation }: Caller): Answer =>
  answerOf(null, [{ error: { message: answerTooLarge(isMutation), code: 'OPERATION_TOO_COMPLEX' }, path: null }])

function answerOf(data: string | null, errors: readonly AnswerError[]): Answer {
  if (errors.length === 0) return { text: `{"data":${data}}\n`, codes: [] }
  const told = errors.map(({ error: { message, path: _own, ...extensions }, path }) => ({
    message,
    ...(path ? { path } : {}),
    extensions,
  }))
  return {
    text: `{"errors":${JSON.stringify(told)},"data":${data}}\n`,
    codes: errors.map(({ error: { code } }) => code),
  }
}
