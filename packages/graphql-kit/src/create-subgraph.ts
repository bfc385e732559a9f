import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLSchemaModule } from '@apollo/subgraph/dist/schema-helper/index.js'
import {
  callerSignal,
  currentRequest,
  inRequest,
  internalHeaders,
  type Logger,
  type Metrics,
  outsideRequests,
  secretsEqual,
  tracedFrom,
} from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, type GraphQLSchema, parse } from 'graphql'
import { assembleSdl } from './assemble-sdl.ts'
import { withAsyncReferences } from './async-references.ts'
import { publicError } from './errors.ts'
import { createErrorFormatter, type StoreFailure } from './format-error.ts'
import { answerTooLarge, type LongTexts } from './long-texts.ts'
import { OperationObserver } from './observe-operations.ts'
import { scalars } from './scalars.ts'
import { type SubgraphAnswer, SubgraphOperations, subgraphOperation } from './subgraph-operations.ts'
import { readSubgraphRequest, type SubgraphRequest, type ViewerVerifier } from './subgraph-request.ts'

export type SubgraphOptions<Context extends object> = {
  name: string
  app: FastifyInstance
  /** Absolute path of the folder whose `schema.graphql` files make the SDL. */
  modulesDirectory: string
  resolvers: object
  /** SUBGRAPH_SECRET: callers without it are refused before their body is read. */
  gatewaySecret: string
  /** Verifies the forwarded bearer token. */
  auth: ViewerVerifier
  /** What resolvers get; called once a request. */
  createContext: (request: SubgraphRequest) => Context | Promise<Context>
  /** Where a request counts the long texts that it is answered with. */
  longTextsOf?: (context: Context) => LongTexts
  /** Tells a store that is away, or has too much to do, from a fault; every other error is a fault. */
  failureOf?: (error: unknown) => StoreFailure | null
  logger: Logger
  metrics: Metrics
}

// The gateway lets 1 MiB in, and writes its own operation and the keys of up to 10,000 entities around it.
const bodyLimitBytes = 4 * 1024 * 1024

type ResolverMap = NonNullable<GraphQLSchemaModule['resolvers']>

export type Subgraph = { sdl: string; schema: GraphQLSchema }

/**
 * Mounts a subgraph at POST /graphql: its schema from the modules' files, the shared scalars, the gateway's secret, the verified viewer,
 * and errors that tell nothing internal. A request ends with its caller: see `currentRequest` of service-kit. Stops with the app.
 */
export async function createSubgraph<Context extends object>(options: SubgraphOptions<Context>): Promise<Subgraph> {
  const { name, app, modulesDirectory, gatewaySecret, auth, createContext, longTextsOf, logger, metrics } = options
  const sdl = assembleSdl({ directory: modulesDirectory })
  const schema = subgraphSchema(sdl, options.resolvers)
  const observer = new OperationObserver({ metrics, logger })
  const operations = new SubgraphOperations(
    schema,
    createErrorFormatter((error, failure) => {
      const request = currentRequest()
      if (request?.signal.aborted) return // what it was in the middle of failed, and nobody reads why
      const line = { err: error, subgraph: name, requestId: request?.id }
      if (failure) logger.warn({ ...line, failure }, 'operation failed: a store is away or overloaded')
      else logger.error(line, 'operation failed')
    }, options.failureOf),
  )

  const answerOf = async (request: FastifyRequest, reply: FastifyReply): Promise<SubgraphAnswer> => {
    const asked = subgraphOperation.safeParse(request.body)
    if (!asked.success) return operations.refused([publicError('BAD_REQUEST', 'The body is no operation.')], 400)
    let context: Context
    try {
      // Callers with the same token share one question, so that none of them may end it.
      context = await createContext(await outsideRequests(() => readSubgraphRequest(request, reply, auth)))
    } catch (error) {
      return operations.refused([error], statusOf(error))
    }
    const answer = await operations.execute(asked.data, context)
    return longTextsOf?.(context).areTooLong ? tooLong(operations, answer) : answer
  }

  app.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: bodyLimitBytes,
    onRequest: async (request, reply) => {
      const given = request.headers[internalHeaders.gatewaySecret]
      if (typeof given === 'string' && secretsEqual(given, gatewaySecret)) return undefined
      return reply.status(403).send({ message: 'Only the gateway may ask here.' })
    },
    async handler(request, reply) {
      const { [internalHeaders.traceParent]: traceParent, [internalHeaders.operation]: given } = request.headers
      const operation = String(given ?? 'other')
      const began = performance.now()
      const { status, data, errors } = await tracedFrom(
        String(traceParent),
        `graphql ${operation}`,
        { kind: 'server' },
        async () => inRequest({ id: request.id, signal: callerSignal(reply.raw) }, () => answerOf(request, reply)),
      )
      observer.ended(
        { requestId: request.id, operation },
        began,
        errors.map(({ extensions }) => extensions?.['code']),
      )
      reply.status(status).type('application/json; charset=utf-8')
      // As bytes: Node takes half as long again to send a text, of which it must find the length first.
      return reply.send(Buffer.from(JSON.stringify(errors.length > 0 ? { errors, data } : { data })))
    },
  })
  return { sdl, schema }
}

/** One error instead of what was found, as short as the answer would have been long. */
const tooLong = (operations: SubgraphOperations, { isMutation }: SubgraphAnswer): SubgraphAnswer => ({
  ...operations.refused([publicError('OPERATION_TOO_COMPLEX', answerTooLarge(isMutation))], 200),
  data: null,
})

/** The HTTP status of an error that refuses a whole request. */
function statusOf(error: unknown): number {
  const http: unknown = error instanceof GraphQLError ? error.extensions['http'] : undefined
  const status: unknown = typeof http === 'object' && http !== null ? Reflect.get(http, 'status') : undefined
  return typeof status === 'number' ? status : 500
}

/** The executable schema of assembled SDL with the shared scalars. */
export function subgraphSchema(sdl: string, resolvers: object): GraphQLSchema {
  const typeDefs = parse(sdl)
  const defined = new Set(
    typeDefs.definitions.flatMap((node) => ('name' in node && node.name ? [node.name.value] : [])),
  )
  const used = Object.fromEntries(Object.entries(scalars).filter(([scalar]) => defined.has(scalar)))
  const resolverMap = { ...used, ...withAsyncReferences(resolvers) } as ResolverMap // checked by the generated Resolvers type
  return buildSubgraphSchema({ typeDefs, resolvers: resolverMap })
}
