import type { Resolvers } from '../../generated/graphql.ts'
import { seenPosts } from '../posts/edges.ts'
import type { RepostsOf } from './feed-repository.ts'

const contextOf = (reposts: RepostsOf) => ({
  users: reposts.users.map((id) => ({ id })),
  count: reposts.count,
  latestAt: reposts.latest_at,
})

export const feedResolvers = {
  Query: {
    feed: async (_root, args, { viewer, services, loaders }) => {
      const { served, ...positions } = await services.feeds.feed(viewer, args)
      const { edges, pageInfo } = seenPosts(loaders, positions)
      return {
        edges: edges.map(({ reposts, ...edge }) => ({ ...edge, repost: reposts && contextOf(reposts) })),
        pageInfo,
        served,
      }
    },
    feedActivity: (_root, { kind, since }, { viewer, services }) => services.feeds.activity(viewer, kind, since),
  },
} satisfies Resolvers
