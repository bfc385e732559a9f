import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const seedingResolvers = {
  Mutation: {
    seedUsers: (_root, { input }, { viewer, services }) => services.seeding.seed(signedIn(viewer), input.users),
  },
} satisfies Resolvers
