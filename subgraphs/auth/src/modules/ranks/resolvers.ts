import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const rankResolvers = {
  Mutation: {
    setUserRole: (_root, { input }, { viewer, services, caller }) =>
      services.ranks.set(signedIn(viewer), input, caller.address),
  },
  SetUserRoleSuccess: {
    // Cleared first: the loader may have read the person before the change.
    user: ({ userId }, _args, { loaders }) => loaders.people.clear(userId).load(userId),
  },
} satisfies Resolvers
