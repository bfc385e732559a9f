import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const proofResolvers = {
  Mutation: {
    confirmPassword: (_root, { input }, { viewer, services }) =>
      services.proofs.confirm(signedIn(viewer), input.currentPassword),
  },
} satisfies Resolvers
