import { forbidden, signedIn } from '@forum/graphql-kit'
import type { Context } from '../../context.ts'
import type { Resolvers } from '../../generated/graphql.ts'
import type { PostId } from '../../ids.ts'

const loadPost = ({ postId }: { postId: PostId }, _args: unknown, { loaders }: Context) => loaders.posts.load(postId)

export const bookmarkResolvers = {
  Mutation: {
    bookmarkPost: (_root, { input }, { viewer, services }) => services.bookmarks.add(signedIn(viewer), input.postId),
    removeBookmark: (_root, { input }, { viewer, services }) =>
      services.bookmarks.remove(signedIn(viewer), input.postId),
  },
  BookmarkPostSuccess: { post: loadPost },
  RemoveBookmarkSuccess: { post: loadPost },
  Viewer: {
    // Only the caller is a viewer here, whoever's id the representation carries. What a lesser token may read of them, each field says.
    __resolveReference: ({ id }, { viewer }) => {
      if (id !== signedIn(viewer, 'suspended').id) throw forbidden()
      return { id }
    },
    bookmarks: (_viewer, args, { viewer, services }) => services.bookmarks.of(signedIn(viewer).id, args),
  },
  BookmarkEdge: {
    // Who sees a removed post by its address does not see it in lists.
    node: async ({ postId }, _args, { loaders }) => {
      const post = await loaders.posts.load(postId)
      return post?.removed ? null : post
    },
  },
} satisfies Resolvers
