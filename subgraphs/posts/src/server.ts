import { join } from 'node:path'
import { createSubgraph, type Subgraph, type SubgraphOptions } from '@forum/graphql-kit'
import { storeFailure } from '@forum/postgres'
import { type Context, createContext } from './context.ts'
import { mergedResolvers } from './resolvers.ts'
import type { Services } from './services.ts'

type Mount = Pick<SubgraphOptions<Context>, 'app' | 'auth' | 'gatewaySecret' | 'logger' | 'metrics'> & {
  services: Services
}

/** Mounts this subgraph's schema at POST /graphql. */
export const mountGraphql = ({ services, ...options }: Mount): Promise<Subgraph> =>
  createSubgraph<Context>({
    ...options,
    name: 'posts',
    modulesDirectory: join(import.meta.dirname, 'modules'),
    resolvers: mergedResolvers(),
    failureOf: storeFailure,
    createContext: (request) => createContext(services, request),
  })
