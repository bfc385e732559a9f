import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const seedingResolvers = {
  Mutation: {
    seedContent: (_root, { input }, { viewer, services }) => services.seeds.seed(signedIn(viewer), input),
  },
} satisfies Resolvers
