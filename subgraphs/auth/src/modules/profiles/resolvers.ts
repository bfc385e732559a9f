import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'
import { oneselfOf } from '../accounts/people-loader.ts'

export const profileResolvers = {
  Mutation: {
    updateProfile: (_root, { input }, { viewer, services }) => services.profiles.update(signedIn(viewer), input),
  },
  UpdateProfileSuccess: {
    // Cleared first: the loader may have read the person before the change.
    user: ({ userId }, _args, { loaders, services }) =>
      oneselfOf(loaders.people.clear(userId), services.accounts, userId),
  },
} satisfies Resolvers
