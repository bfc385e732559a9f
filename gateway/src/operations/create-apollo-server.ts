import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { createErrorFormatter, observeOperations } from '@forum/graphql-kit'
import type { Logger, Metrics } from '@forum/service-kit'
import type { ForumGateway } from '../federation/forum-gateway.ts'
import type { GatewayContext } from '../gateway-context.ts'
import type { OperationPlanner } from '../planning/operation-planner.ts'

type DocumentStore = Exclude<ApolloServerOptions<GatewayContext>['documentStore'], null | undefined>

/** Apollo Server over the gateway. What it would refuse itself, admission has refused before. */
export const createApolloServer = (
  gateway: ForumGateway,
  planner: OperationPlanner,
  logger: Logger,
  metrics: Metrics,
): ApolloServer<GatewayContext> =>
  new ApolloServer<GatewayContext>({
    gateway,
    documentStore: validDocuments(planner),
    introspection: true, // the schema is public: it is served at /schema.graphql too
    csrfPrevention: false, // admission/origin.ts
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => gateway.write(result),
    formatError: createErrorFormatter((error) => logger.error({ err: error }, 'operation failed')),
    logger,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      observeOperations<GatewayContext>({
        metrics,
        logger,
        describe: ({ contextValue: { caller } }) => ({ requestId: caller.requestId, operation: caller.operation }),
      }),
      outcomeToContext,
    ],
  })

/** Where Apollo Server looks for a document before it would parse and validate: what is executed was validated beside the event loop. */
const validDocuments = (planner: OperationPlanner): DocumentStore => ({
  get: async (key) => planner.validDocument(key.slice(-sha256Length)),
  set: async () => undefined,
  delete: async () => undefined,
})
const sha256Length = 64

const outcomeToContext: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ contextValue, response }) => {
      const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined
      const code = errors?.[0]?.extensions?.code
      contextValue.caller.errorCode = typeof code === 'string' ? code : null
    },
  }),
}
