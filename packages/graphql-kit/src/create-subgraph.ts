import { ApolloServer, type ApolloServerPlugin, type HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLSchemaModule } from '@apollo/subgraph/dist/schema-helper/index.js'
import { fastifyApolloHandler } from '@as-integrations/fastify'
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
import type { FastifyInstance } from 'fastify'
import { type GraphQLSchema, parse } from 'graphql'
import { assembleSdl } from './assemble-sdl.ts'
import { withAsyncReferences } from './async-references.ts'
import { createErrorFormatter, type StoreFailure } from './format-error.ts'
import { answerTooLarge, type LongTexts } from './long-texts.ts'
import { type ObservedOperation, OperationObserver, observeOperations } from './observe-operations.ts'
import { scalars } from './scalars.ts'
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
  const server = new ApolloServer<Context>({
    schema,
    introspection: false,
    csrfPrevention: false, // no browser comes here: the secret below keeps all but the gateway out
    includeStacktraceInErrorResponses: false,
    formatError: createErrorFormatter((error, failure) => {
      const request = currentRequest()
      if (request?.signal.aborted) return // what it was in the middle of failed, and nobody reads why
      const line = { err: error, subgraph: name, requestId: request?.id }
      if (failure) logger.warn({ ...line, failure }, 'operation failed: a store is away or overloaded')
      else logger.error(line, 'operation failed')
    }, options.failureOf),
    logger,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      // It wraps every field of the schema, for a header that nobody reads: what may be kept is the gateway's to say.
      ApolloServerPluginCacheControlDisabled(),
      ...(longTextsOf ? [refuseTooLong(longTextsOf)] : []),
      observeOperations<Context>(new OperationObserver({ metrics, logger }), ({ request: { http } }) =>
        described(http?.headers),
      ),
    ],
  })
  await server.start()
  app.addHook('onClose', () => server.stop())
  const answer = fastifyApolloHandler(server, {
    // Callers with the same token share one question, so that none of them may end it.
    context: async (request, reply) =>
      createContext(await outsideRequests(() => readSubgraphRequest(request, reply, auth))),
  })
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
      const { [internalHeaders.traceParent]: traceParent, [internalHeaders.operation]: operation = 'other' } =
        request.headers
      return tracedFrom(String(traceParent), `graphql ${String(operation)}`, { kind: 'server' }, async () =>
        inRequest({ id: request.id, signal: callerSignal(reply.raw) }, () => answer.call(this, request, reply)),
      )
    },
  })
  return { sdl, schema }
}

/** One error instead of what was found, as short as the answer would have been long. */
const refuseTooLong = <Context extends object>(
  longTextsOf: (context: Context) => LongTexts,
): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    willSendResponse: async ({ contextValue, operation, response }) => {
      if (!longTextsOf(contextValue).areTooLong) return
      const message = answerTooLarge(operation?.operation === 'mutation')
      const errors = [{ message, extensions: { code: 'OPERATION_TOO_COMPLEX' } }]
      response.body = { kind: 'single', singleResult: { data: null, errors } }
    },
  }),
})

/** What the gateway says of the operation that a fetch is part of. */
const described = (headers: HeaderMap | undefined): ObservedOperation => ({
  requestId: headers?.get(internalHeaders.requestId) ?? 'none',
  operation: headers?.get(internalHeaders.operation) ?? 'other',
})

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
