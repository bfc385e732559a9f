import { type PageArguments, publicError, signedIn, toConnection } from '@forum/graphql-kit'
import type { Context } from '../../context.ts'
import { positionCursor } from '../../database/keyset.ts'
import type { Resolvers } from '../../generated/graphql.ts'
import { type CommentId, readCommentId, type UserId } from '../../ids.ts'
import type { Post } from '../posts/post.ts'
import { mayComment, mayDelete, mayEdit } from '../posts/post-rules.ts'
import { isHeard, type SeenComment } from './comment.ts'
import {
  type CommentPage,
  mostByLikes,
  readThreadPage,
  siblingCursor,
  type ThreadPage,
  threadCursor,
  topLevelOf,
} from './comment-lists.ts'
import { ancestorsIn } from './comment-path.ts'
import type { ListedComment } from './comment-repository.ts'

const loadComment = ({ commentId }: { commentId: CommentId }, _args: unknown, { loaders }: Context) =>
  loaders.comments.load(commentId)

async function loadVisible(text: string, { loaders }: Context): Promise<SeenComment | null> {
  const id = readCommentId(text)
  return id ? loaders.comments.load(id) : null
}

/** A page of a list. Whatever else the request asks of its comments finds them loaded. */
function pageOf(
  { loaders }: Context,
  rows: readonly ListedComment[],
  page: CommentPage | ThreadPage,
  totalCount: number,
  cursorOf: (row: ListedComment) => string,
) {
  for (const { comment } of rows) loaders.comments.prime(comment.id, comment)
  return { ...toConnection(rows, page, cursorOf, ({ comment }) => ({ node: comment })), totalCount }
}

/** What somebody said. Its posts are many, and loaded with those of the whole page. */
async function commentsOfPerson({ id }: { id: UserId }, args: PageArguments, { loaders, services }: Context) {
  const page = services.commentReader.readPageOfPerson(args)
  const rows = await loaders.commentsOf(id, page)
  const comments = rows.map(({ comment }) => comment)
  for (const comment of comments) loaders.comments.prime(comment.id, comment)
  const cursorOf = ({ createdAt, id: commentId }: SeenComment) =>
    positionCursor('comments of a person', createdAt, commentId)
  return { ...toConnection(comments, page, cursorOf), authorId: id }
}

const siblingsOf = (context: Context, rows: readonly ListedComment[], page: CommentPage, totalCount: number) =>
  pageOf(context, rows, page, totalCount, (row) => siblingCursor(page, row))

/** The top level in the place of a thread that is too long to be ordered by likes. */
async function topLevel(post: Post, page: ThreadPage, context: Context) {
  const rows = await context.loaders.topComments(post.id, topLevelOf(page))
  return pageOf(context, rows, page, post.topLevelCount, (row) => threadCursor('TOP', row))
}

export const commentResolvers = {
  Query: {
    comment: async (_root, { id, reveal }, context) => {
      const comment = await loadVisible(id, context)
      return comment && reveal ? { ...comment, revealed: true as const } : comment
    },
  },
  Mutation: {
    addComment: (_root, { input }, { viewer, services }) => services.comments.add(signedIn(viewer), input),
    updateComment: (_root, { input }, { viewer, services }) => services.comments.update(signedIn(viewer), input),
    deleteComment: (_root, { input }, { viewer, services }) => services.comments.delete(signedIn(viewer), input.id),
  },
  AddCommentSuccess: { comment: loadComment },
  UpdateCommentSuccess: { comment: loadComment },
  DeleteCommentSuccess: {
    comment: ({ placeholderId }, _args, { loaders }) => (placeholderId ? loaders.comments.load(placeholderId) : null),
  },
  Post: {
    comments: async (post, args, context) => {
      const page = context.services.commentReader.readPage('comments', args)
      const rows = await context.loaders.topComments(post.id, page)
      return siblingsOf(context, rows, page, post.topLevelCount)
    },
    thread: async (post, args, context) => {
      const page = readThreadPage(args)
      if (page.sort === 'TOP' && post.threadCount > mostByLikes) return topLevel(post, page, context)
      const rows = await context.loaders.threads(post.id, page)
      return pageOf(context, rows, page, post.threadCount, (row) => threadCursor(page.sort, row))
    },
    comment: async (post, { id }, context) => {
      const comment = await loadVisible(id, context)
      return comment?.postId === post.id ? comment : null
    },
  },
  User: { comments: commentsOfPerson },
  CommentConnection: {
    totalCount: async (list, _args, { loaders }) =>
      'totalCount' in list ? list.totalCount : ((await loaders.commentCountOf.load(list.authorId)) ?? 0),
  },
  Comment: {
    __resolveReference: ({ ref }, context) => loadVisible(ref, context),
    ref: (comment) => comment.id,
    body: (comment, _args, { longTexts }) => longTexts.give(isHeard(comment) ? comment.body : ''),
    bodyHtml: (comment, _args, { longTexts }) => longTexts.give(isHeard(comment) ? comment.bodyHtml : ''),
    post: async (comment, _args, { loaders }) => {
      const post = await loaders.posts.load(comment.postId)
      // It was hidden or deleted since the comment was read, so the comment is not to be seen either: nothing here can be null alone.
      if (!post) throw publicError('SUBGRAPH_UNAVAILABLE', 'This changed while it was being read. Try again.')
      return post
    },
    author: (comment) => (isHeard(comment) ? { id: comment.authorId } : null),
    removed: (comment) => comment.deleted || comment.removed,
    viewerHasLiked: (comment) => comment.isReadable && comment.viewerHasLiked,
    viewerCanEdit: async (comment, _args, { viewer, loaders }) => {
      if (comment.deleted || !mayEdit(viewer, comment)) return false
      const post = await loaders.posts.load(comment.postId)
      return post !== null && mayComment(viewer, post)
    },
    viewerCanDelete: (comment, _args, { viewer }) => !comment.deleted && mayDelete(viewer, comment),
    parent: (comment, _args, { loaders }) => (comment.parentId ? loaders.comments.load(comment.parentId) : null),
    ancestors: async (comment, _args, { loaders }) => {
      const ancestors = await Promise.all(ancestorsIn(comment.path).map((id) => loaders.comments.load(id)))
      return ancestors.filter((ancestor) => ancestor !== null)
    },
    replies: async (comment, args, context) => {
      const page = context.services.commentReader.readPage('replies', args)
      const rows = await context.loaders.replies(comment.id, page)
      return siblingsOf(context, rows, page, comment.replyCount)
    },
  },
} satisfies Resolvers
