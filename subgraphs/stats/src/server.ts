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
import { clickhouseFailure } from './clickhouse/failures.ts'
import type { Context } from './context.ts'
import { type ExportRoutesOptions, registerExportRoutes } from './modules/exports/export-routes.ts'
import { postLoaders } from './modules/posts/post-loaders.ts'
import { userLoaders } from './modules/users/user-loaders.ts'
import { resolvers } from './resolvers.ts'
import type { Services } from './services.ts'

export type ServerOptions = {
  services: Services
  files: Omit<ExportRoutesOptions, 'secret'>
  auth: ViewerVerifier
  secret: string
  logger: Logger
  metrics: Metrics
  port: OperationsPort
  ready: () => Promise<Readiness>
  drain: () => Promise<void>
}

/** Schema, context and routes; listens nowhere yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, files, auth, secret, logger, metrics, port, ready, drain } = options
  const app = createHttpServer({ logger })
  registerOperations(app, { name: 'stats', metrics, logger, port, ready, drain, secret })
  registerExportRoutes(app, { ...files, secret })
  await createSubgraph<Context>({
    name: 'stats',
    app,
    modulesDirectory: join(import.meta.dirname, 'modules'),
    resolvers,
    gatewaySecret: secret,
    auth,
    createContext: ({ viewer, clientAddress }) => ({
      viewer,
      clientAddress,
      services,
      loaders: { posts: postLoaders(services.posts, viewer), users: userLoaders(services.users) },
    }),
    failureOf: (error) => clickhouseFailure(error) ?? storeFailure(error),
    logger,
    metrics,
  })
  return app
}
