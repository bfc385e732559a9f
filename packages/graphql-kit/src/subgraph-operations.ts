import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { CompiledDocument } from './execution/compiled-document.ts'

/** Of texts of operations: the gateway's planner wrote each of them, so they are as few as its plans. */
const keptCharacters = 1_000_000
const rules = [...specifiedRules, NoSchemaIntrospectionCustomRule]

/** What the gateway sends. */
export const subgraphOperation = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})
export type SubgraphOperation = z.output<typeof subgraphOperation>

/** What it is answered with; without `data` where nothing was executed. */
export type SubgraphAnswer = {
  status: number
  data?: unknown
  errors: readonly GraphQLFormattedError[]
  isMutation: boolean
}

/** Executes operations of one schema. A text that is known is neither parsed nor validated again. */
export class SubgraphOperations {
  readonly #schema: GraphQLSchema
  readonly #format: (error: unknown) => GraphQLFormattedError
  readonly #valid = new LRUCache<string, CompiledDocument>({
    maxSize: keptCharacters,
    sizeCalculation: (_document, text) => Math.max(1, text.length),
  })

  /** @param format writes an error as the gateway may know it */
  constructor(schema: GraphQLSchema, format: (error: unknown) => GraphQLFormattedError) {
    this.#schema = schema
    this.#format = format
  }

  async execute({ query, variables, operationName }: SubgraphOperation, context: unknown): Promise<SubgraphAnswer> {
    const document = this.#valid.get(query) ?? this.#read(query)
    if (Array.isArray(document)) return this.refused(document, 400)
    const executed = await document.execute({
      variables: variables ?? {},
      operationName: operationName ?? null,
      context,
    })
    if (executed.outcome === 'refused') return this.refused(executed.errors.map(ofRequest), 400)
    const { data, errors, isMutation } = executed
    return { status: 200, data, errors: errors.map(this.#format), isMutation }
  }

  /** The answer to a request that is not executed. */
  refused(errors: readonly unknown[], status: number): SubgraphAnswer {
    return { status, errors: errors.map(this.#format), isMutation: false }
  }

  /** A valid document, which is kept, or what is wrong with it. */
  #read(text: string): CompiledDocument | GraphQLError[] {
    try {
      const document = parse(text)
      const errors = validate(this.#schema, document, rules)
      if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'))
      const compiled = new CompiledDocument(this.#schema, document)
      this.#valid.set(text, compiled)
      return compiled
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      return [withCode(error, 'GRAPHQL_PARSE_FAILED')]
    }
  }
}

/** An error for which nothing was executed: of a variable's value, or of which operation is meant. */
const ofRequest = (error: GraphQLError): GraphQLError =>
  withCode(error, error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION ? 'BAD_USER_INPUT' : 'BAD_REQUEST')

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions, path, extensions } = error
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    path,
    originalError: error,
    extensions: { ...extensions, code },
  })
}
