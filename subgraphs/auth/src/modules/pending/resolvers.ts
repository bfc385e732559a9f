import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const pendingResolvers = {
  Query: {
    pendingRegistrations: (_root, args, { viewer, services }) => services.pending.list(signedIn(viewer), args),
  },
  Mutation: {
    decideRegistration: (_root, { input }, { viewer, services, caller }) =>
      services.pending.decide(signedIn(viewer), input, caller.address),
  },
} satisfies Resolvers
