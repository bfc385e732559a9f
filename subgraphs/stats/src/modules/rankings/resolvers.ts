import type { Resolvers } from '../../generated/graphql.ts'

export const rankingResolvers = {
  Query: {
    topPosts: (_root, { by, ...args }, { services }) => services.rankings.topPosts(by, args),
  },
  RankedPost: {
    post: ({ id }) => ({ ref: id }),
  },
} satisfies Resolvers
