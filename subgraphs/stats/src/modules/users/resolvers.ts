import { isUuid } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const userResolvers = {
  User: {
    __resolveReference: async ({ id }) => (isUuid(id) ? { id: id.toLowerCase() } : null),
    stats: ({ id }, _args, { loaders }) => loaders.users.stats.load(id),
  },
  UserStats: {
    daily: (stats, range, { loaders }) => loaders.users.days.load({ stats, range }),
  },
} satisfies Resolvers
