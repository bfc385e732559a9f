import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const passwordResolvers = {
  Mutation: {
    changePassword: (_root, { input }, { viewer, services }) => services.passwords.change(signedIn(viewer), input),
  },
} satisfies Resolvers
