import { isUuid, signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const siteResolvers = {
  Query: {
    site: (_root, _args, { services }) => services.site.read(),
  },
  Mutation: {
    updateSite: (_root, { input }, { viewer, services, caller }) =>
      services.site.update(signedIn(viewer), input, caller.address),
  },
  Rule: {
    __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.rules.load(id.toLowerCase()) : null),
  },
} satisfies Resolvers
