import { useMutation } from '@apollo/client/react'
import type { PostActionsFragment } from '../post/generated/post.ts'
import {
  BookmarkPostDocument,
  LikePostDocument,
  RemoveBookmarkDocument,
  RepostDocument,
  UndoRepostDocument,
  UnlikePostDocument,
} from './generated/reactions.ts'
import { useAct } from './use-act.ts'

/** Like, repost and bookmark of one post: shown at once, taken back when the forum says no. */
export function usePostReactions(post: PostActionsFragment): {
  like: () => void
  repost: () => void
  bookmark: () => void
} {
  const { act } = useAct()
  const [like] = useMutation(LikePostDocument)
  const [unlike] = useMutation(UnlikePostDocument)
  const [repost] = useMutation(RepostDocument)
  const [undoRepost] = useMutation(UndoRepostDocument)
  const [bookmark] = useMutation(BookmarkPostDocument)
  const [removeBookmark] = useMutation(RemoveBookmarkDocument)

  const { id, likeCount, repostCount, commentCount, viewerHasLiked, viewerHasReposted, viewerHasBookmarked } = post
  const variables = { id }
  const expected = (change: Partial<PostActionsFragment>) => ({
    ...{
      __typename: 'Post' as const,
      id,
      likeCount,
      repostCount,
      commentCount,
      viewerHasLiked,
      viewerHasReposted,
      viewerHasBookmarked,
    },
    ...change,
  })

  return {
    like: () =>
      act({ kind: 'like-post', id }, () =>
        viewerHasLiked
          ? unlike({
              variables,
              optimisticResponse: {
                unlikePost: {
                  __typename: 'UnlikePostSuccess',
                  post: expected({ viewerHasLiked: false, likeCount: likeCount - 1 }),
                },
              },
            })
          : like({
              variables,
              optimisticResponse: {
                likePost: {
                  __typename: 'LikePostSuccess',
                  post: expected({ viewerHasLiked: true, likeCount: likeCount + 1 }),
                },
              },
            }),
      ),
    repost: () =>
      act({ kind: 'repost', id }, () =>
        viewerHasReposted
          ? undoRepost({
              variables,
              optimisticResponse: {
                undoRepost: {
                  __typename: 'UndoRepostSuccess',
                  post: expected({ viewerHasReposted: false, repostCount: repostCount - 1 }),
                },
              },
            })
          : repost({
              variables,
              optimisticResponse: {
                repost: {
                  __typename: 'RepostSuccess',
                  post: expected({ viewerHasReposted: true, repostCount: repostCount + 1 }),
                },
              },
            }),
      ),
    bookmark: () =>
      act({ kind: 'bookmark', id }, () =>
        viewerHasBookmarked
          ? removeBookmark({
              variables,
              optimisticResponse: {
                removeBookmark: { __typename: 'RemoveBookmarkSuccess', post: expected({ viewerHasBookmarked: false }) },
              },
            })
          : bookmark({
              variables,
              optimisticResponse: {
                bookmarkPost: { __typename: 'BookmarkPostSuccess', post: expected({ viewerHasBookmarked: true }) },
              },
            }),
      ),
  }
}
