import { signedIn, toConnection } from '@forum/graphql-kit'
import type { Context } from '../../context.ts'
import { positionCursor } from '../../database/keyset.ts'
import type { Resolvers } from '../../generated/graphql.ts'
import type { CommentId, PostId } from '../../ids.ts'

const loadPost = ({ postId }: { postId: PostId }, _args: unknown, { loaders }: Context) => loaders.posts.load(postId)
const loadComment = ({ commentId }: { commentId: CommentId }, _args: unknown, { loaders }: Context) =>
  loaders.comments.load(commentId)

export const likeResolvers = {
  Mutation: {
    likePost: (_root, { input }, { viewer, services }) => services.likes.likePost(signedIn(viewer), input.postId),
    unlikePost: (_root, { input }, { viewer, services }) => services.likes.unlikePost(signedIn(viewer), input.postId),
    likeComment: (_root, { input }, { viewer, services }) =>
      services.likes.likeComment(signedIn(viewer), input.commentId),
    unlikeComment: (_root, { input }, { viewer, services }) =>
      services.likes.unlikeComment(signedIn(viewer), input.commentId),
  },
  LikePostSuccess: { post: loadPost },
  UnlikePostSuccess: { post: loadPost },
  LikeCommentSuccess: { comment: loadComment },
  UnlikeCommentSuccess: { comment: loadComment },
  Post: {
    likedBy: async (post, args, { loaders, services }) => {
      const page = services.likes.readPage(args)
      const rows = await loaders.likers(post.id, page)
      return toConnection(rows, page, (row) => positionCursor('likers', row.at, row.id))
    },
  },
} satisfies Resolvers
