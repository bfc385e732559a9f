import type { Resolvers } from '../../generated/graphql.ts'

export const platformResolvers = {
  Query: { platformStats: (_root, _args, { services }) => services.platform.stats() },
  PlatformStats: { requests: (_stats, _args, { services, viewer }) => services.platform.requests(viewer) },
  RequestStats: { byOperation: (stats, { first }, { services }) => services.platform.mostFrequent(stats, first) },
} satisfies Resolvers
