import type { ApolloCache, Reference } from '@apollo/client'
import { type CommentViewFragment, CommentViewFragmentDoc } from './generated/comments.ts'

type ThreadField = { edges: { cursor: string; node: Reference }[]; totalCount: number; pageInfo: unknown }

/** Puts a new comment into the thread that is open, under each order; by likes it has none yet. */
export function rememberComment(cache: ApolloCache, postId: string, comment: CommentViewFragment): void {
  const node = cache.writeFragment({ fragment: CommentViewFragmentDoc, fragmentName: 'CommentView', data: comment })
  if (!node) return
  changeThread(cache, postId, (thread, isNewestFirst) => {
    const edge = { __typename: 'CommentEdge', cursor: comment.id, node }
    return {
      ...thread,
      totalCount: thread.totalCount + 1,
      edges: isNewestFirst ? [edge, ...thread.edges] : [...thread.edges, edge],
    }
  })
  if (!comment.parent) return
  cache.modify<{ replyCount: number }>({
    id: cache.identify({ __typename: 'Comment', id: comment.parent.id }),
    fields: { replyCount: (count) => count + 1 },
  })
}

/** Takes a comment that left no placeholder out of the thread. */
export function forgetComment(cache: ApolloCache, postId: string, commentId: string): void {
  changeThread(cache, postId, (thread, _isNewestFirst, idOf) => ({
    ...thread,
    totalCount: thread.totalCount - 1,
    edges: thread.edges.filter(({ node }) => idOf(node) !== commentId),
  }))
}

function changeThread(
  cache: ApolloCache,
  postId: string,
  change: (thread: ThreadField, isNewestFirst: boolean, idOf: (node: Reference) => unknown) => ThreadField,
): void {
  cache.modify<{ thread: ThreadField }>({
    id: cache.identify({ __typename: 'Post', id: postId }),
    fields: {
      thread: (thread, { storeFieldName, readField }) => {
        // The stored field is the connection itself; its type here cannot say so.
        const stored = thread as unknown as ThreadField | null
        return (stored &&
          change(stored, storeFieldName.includes('NEWEST'), (node) => readField('id', node))) as typeof thread
      },
    },
  })
}
