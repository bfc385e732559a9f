import type { Resolvers } from '../../generated/graphql.ts'

export const asOfResolvers = {
  Query: { statsAsOf: (_root, _args, { services }) => services.asOf.current },
} satisfies Resolvers
