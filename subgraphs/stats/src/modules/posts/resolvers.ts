import { isUuid } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const postResolvers = {
  Post: {
    __resolveReference: async ({ ref, visibility }) => (isUuid(ref) ? { ref: ref.toLowerCase(), visibility } : null),
    // Without the visibility that Posts gives to who may see the post, there is nothing to see here either.
    stats: (post, _args, { loaders }) => (post.visibility ? loaders.posts.stats.load(post.ref) : null),
  },
  PostStats: {
    daily: (stats, range, { loaders }) => loaders.posts.days.load({ stats, range }),
  },
} satisfies Resolvers
