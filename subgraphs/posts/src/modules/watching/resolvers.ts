import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const watchResolvers = {
  Mutation: {
    setThreadWatch: (_root, { input }, { viewer, services }) =>
      services.watches.set(signedIn(viewer), input.postId, input.level),
  },
  SetThreadWatchSuccess: { post: ({ postId }, _args, { loaders }) => loaders.posts.load(postId) },
  Post: {
    viewerWatch: async (post, _args, { viewer, loaders }) =>
      viewer ? ((await loaders.watchLevels.load(post.id)) ?? 'NORMAL') : null,
  },
} satisfies Resolvers
