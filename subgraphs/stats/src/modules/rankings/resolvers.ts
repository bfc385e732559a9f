import type { Resolvers } from '../../generated/graphql.ts'

export const rankingResolvers = {
  Query: {
    topPosts: (_root, { by, ...args }, { services }) => services.rankings.topPosts(by, args),
    topUsers: (_root, { by, ...args }, { services }) => services.rankings.topUsers(by, args),
  },
  RankedPost: {
    post: ({ id }) => ({ ref: id }),
  },
  RankedUser: {
    user: ({ id }) => ({ id }),
  },
} satisfies Resolvers
