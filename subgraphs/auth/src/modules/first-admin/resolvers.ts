import type { Resolvers } from '../../generated/graphql.ts'

export const firstAdminResolvers = {
  Mutation: {
    createFirstAdmin: (_root, { input }, { services, caller }) => services.firstAdmin.create(input, caller),
  },
  CreateFirstAdminSuccess: {
    user: ({ userId }, _args, { loaders }) => loaders.people.load(userId),
  },
} satisfies Resolvers
