import { signedIn, toConnection } from '@forum/graphql-kit'
import type { Context } from '../../context.ts'
import { positionCursor } from '../../database/keyset.ts'
import type { Resolvers } from '../../generated/graphql.ts'
import type { PostId } from '../../ids.ts'

const loadPost = ({ postId }: { postId: PostId }, _args: unknown, { loaders }: Context) => loaders.posts.load(postId)

export const repostResolvers = {
  Mutation: {
    repost: (_root, { input }, { viewer, services }) => services.reposts.repost(signedIn(viewer), input.postId),
    undoRepost: (_root, { input }, { viewer, services }) => services.reposts.undo(signedIn(viewer), input.postId),
  },
  RepostSuccess: { post: loadPost },
  UndoRepostSuccess: { post: loadPost },
  Post: {
    repostedBy: async (post, args, { loaders, services }) => {
      const page = services.reposts.readPage(args)
      const rows = await loaders.reposters(post.id, page)
      return toConnection(rows, page, (row) => positionCursor('reposters', row.at, row.id))
    },
  },
} satisfies Resolvers
