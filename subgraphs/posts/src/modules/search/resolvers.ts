import type { Resolvers } from '../../generated/graphql.ts'
import { withPosts } from '../posts/edges.ts'

export const searchResolvers = {
  Query: {
    searchPosts: async (_root, { query, ...page }, { viewer, services, loaders }) => {
      const { ignoredWords, ...found } = await services.search.posts(viewer, query, page)
      return { ...(await withPosts(loaders, found)), ignoredWords }
    },
    searchUsers: (_root, { query, ...page }, { viewer, services }) => services.search.users(viewer, query, page),
  },
} satisfies Resolvers
