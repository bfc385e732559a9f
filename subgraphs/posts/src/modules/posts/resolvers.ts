import { readIds, signedIn, toConnection } from '@forum/graphql-kit'
import type { Context } from '../../context.ts'
import { positionCursor } from '../../database/keyset.ts'
import type { Resolvers } from '../../generated/graphql.ts'
import { type PostId, readPostId, readUserId } from '../../ids.ts'
import { seenPosts } from './edges.ts'
import { mayComment, mayDelete, mayEdit } from './post-rules.ts'

const loadPost = ({ postId }: { postId: PostId }, _args: unknown, { loaders }: Context) => loaders.posts.load(postId)

async function loadVisible(text: string, { loaders }: Context) {
  const id = readPostId(text)
  return id ? loaders.posts.load(id) : null
}

/** A post that vanished between two statements of one request has nothing to say any more. */
const textOf = (found: { text: string | null } | null, { longTexts }: Context): string =>
  found ? longTexts.give(found.text) : ''

export const postResolvers = {
  Query: {
    post: (_root, { id }, context) => loadVisible(id, context),
    posts: (_root, { ids }, context) => Promise.all(readIds(ids).map((id) => loadVisible(id, context))),
  },
  Mutation: {
    createPost: (_root, { input }, { viewer, services }) => services.posts.create(signedIn(viewer), input),
    updatePost: (_root, { input }, { viewer, services }) => services.posts.update(signedIn(viewer), input),
    deletePost: (_root, { input }, { viewer, services }) => services.posts.delete(signedIn(viewer), input.id),
  },
  CreatePostSuccess: { post: loadPost },
  UpdatePostSuccess: { post: loadPost },
  Post: {
    // By reference come posts of rankings, which hold nothing that was removed; Stats may be a moment behind.
    __resolveReference: async ({ ref }, { loaders }) => {
      const id = readPostId(ref)
      const post = id ? await loaders.rankedPosts.load(id) : null
      return post?.removed ? null : post
    },
    ref: (post) => post.id,
    author: (post) => ({ id: post.authorId }),
    body: async (post, _args, context) => textOf(await context.loaders.postBodies.load(post.id), context),
    bodyHtml: async (post, _args, context) => textOf(await context.loaders.postHtml.load(post.id), context),
    viewerCanEdit: (post, _args, { viewer }) => mayEdit(viewer, post),
    viewerCanDelete: (post, _args, { viewer }) => mayDelete(viewer, post),
    viewerCanComment: (post, _args, { viewer }) => mayComment(viewer, post),
  },
  User: {
    __resolveReference: ({ id }) => {
      const userId = readUserId(id)
      return userId ? { id: userId } : null
    },
    posts: async (user, args, { loaders, services }) => {
      const page = services.postReader.readPage(args)
      const rows = await loaders.postsOf(user.id, page)
      const positions = toConnection(
        rows,
        page,
        ({ at, id }) => positionCursor('posts', at, id),
        ({ post }) => ({ node: post }),
      )
      return seenPosts(loaders, positions)
    },
  },
} satisfies Resolvers
