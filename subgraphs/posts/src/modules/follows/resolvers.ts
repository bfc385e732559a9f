import { signedIn, toConnection } from '@forum/graphql-kit'
import { positionCursor } from '../../database/keyset.ts'
import type { Resolvers } from '../../generated/graphql.ts'

export const followResolvers = {
  Mutation: {
    followUser: (_root, { input }, { viewer, services }) => services.follows.follow(signedIn(viewer), input.userId),
    unfollowUser: (_root, { input }, { viewer, services }) => services.follows.unfollow(signedIn(viewer), input.userId),
  },
  FollowUserSuccess: { user: ({ userId }) => ({ id: userId }) },
  UnfollowUserSuccess: { user: ({ userId }) => ({ id: userId }) },
  User: {
    followers: async (user, args, { loaders, services }) => {
      const page = services.follows.readPage('followers', args)
      const rows = await loaders.followers(user.id, page)
      return toConnection(rows, page, (row) => positionCursor('followers', row.at, row.id))
    },
    following: async (user, args, { loaders, services }) => {
      const page = services.follows.readPage('following', args)
      const rows = await loaders.following(user.id, page)
      return toConnection(rows, page, (row) => positionCursor('following', row.at, row.id))
    },
    followerCount: async (user, _args, { loaders }) => (await loaders.personCounts.load(user.id))?.followers ?? 0,
    followingCount: async (user, _args, { loaders }) => (await loaders.personCounts.load(user.id))?.following ?? 0,
    viewerFollows: async (user, _args, { loaders }) => (await loaders.standings.load(user.id))?.follows ?? false,
  },
} satisfies Resolvers
