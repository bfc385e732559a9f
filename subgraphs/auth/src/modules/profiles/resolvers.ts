import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'
import { personOf } from '../accounts/people-loader.ts'

export const profileResolvers = {
  Mutation: {
    updateProfile: (_root, { input }, { viewer, services }) => services.profiles.update(signedIn(viewer), input),
  },
  UpdateProfileSuccess: {
    // Cleared first: the loader may have read the person before the change.
    user: ({ userId }, _args, { loaders }) => personOf(loaders.people.clear(userId), userId),
  },
} satisfies Resolvers
