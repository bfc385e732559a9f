import { join } from 'node:path'
import { createSubgraph, type ViewerVerifier } from '@forum/graphql-kit'
import { storeFailure } from '@forum/postgres'
import {
  createHttpServer,
  type Logger,
  type Metrics,
  type OperationsPort,
  type Readiness,
  registerOperations,
} from '@forum/service-kit'
import type { FastifyInstance } from 'fastify'
import type { Context } from './context.ts'
import { addresseeLoader } from './modules/accounts/addressee-loader.ts'
import { peopleLoader } from './modules/accounts/people-loader.ts'
import { inviterLoader } from './modules/invites/inviter-loader.ts'
import { registerJwks } from './modules/keys/jwks-route.ts'
import { callerOf } from './modules/sessions/caller.ts'
import { ruleLoader } from './modules/site/rule-loader.ts'
import { suspensionLoader } from './modules/suspensions/suspension-loader.ts'
import { resolvers } from './resolvers.ts'
import type { Services } from './services.ts'

export type ServerOptions = {
  services: Services
  auth: ViewerVerifier
  publicUrl: string
  secret: string
  logger: Logger
  metrics: Metrics
  port: OperationsPort
  ready: () => Promise<Readiness>
  drain: () => Promise<void>
}

/** Schema, context and routes; listens nowhere yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, auth, publicUrl, secret, logger, metrics, port, ready, drain } = options
  const app = createHttpServer({ logger })
  registerOperations(app, { name: 'auth', metrics, logger, port, ready, drain, secret })
  registerJwks(app, services.keys)
  await createSubgraph<Context>({
    name: 'auth',
    app,
    modulesDirectory: join(import.meta.dirname, 'modules'),
    resolvers,
    gatewaySecret: secret,
    auth,
    createContext: (request) => ({
      viewer: request.viewer,
      caller: callerOf(request, publicUrl),
      services,
      loaders: {
        people: peopleLoader(services.accounts),
        addressees: addresseeLoader(services.accounts),
        rules: ruleLoader(services.site),
        inviters: inviterLoader(services.invites),
        suspensions: suspensionLoader(services.suspensions),
      },
    }),
    failureOf: storeFailure,
    logger,
    metrics,
  })
  return app
}
