import type { Resolvers } from '../../generated/graphql.ts'

export const activityResolvers = {
  Query: { activity: (_root, args, { services }) => services.activity.activity(args) },
} satisfies Resolvers
