import type { Resolvers } from '../../generated/graphql.ts'

export const viewResolvers = {
  Mutation: {
    recordPostViews: (_root, { input }, { viewer, visitorId, services }) =>
      services.views.record(viewer, visitorId, input.views),
  },
} satisfies Resolvers
