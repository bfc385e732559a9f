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
import { type ActTrouble, useAct } from './use-act.ts'

type Press = () => Promise<void> | null
type Change = Partial<PostActionsFragment>

/** Like, repost and bookmark of one post: shown at once, taken back when the forum says no. */
export function usePostReactions(post: PostActionsFragment): {
  like: Press
  repost: Press
  bookmark: Press
  trouble: ActTrouble
} {
  const { act, trouble } = useAct()
  const [like] = useMutation(LikePostDocument)
  const [unlike] = useMutation(UnlikePostDocument)
  const [repost] = useMutation(RepostDocument)
  const [undoRepost] = useMutation(UndoRepostDocument)
  const [bookmark] = useMutation(BookmarkPostDocument)
  const [removeBookmark] = useMutation(RemoveBookmarkDocument)

  const { id, viewerHasLiked, viewerHasReposted, viewerHasBookmarked } = post
  const variables = { id }
  const expected = (change: Change) => ({ ...actionsOf(post), ...change })
  const liked = (by: 1 | -1) => expected({ viewerHasLiked: by === 1, likeCount: post.likeCount + by })
  const reposted = (by: 1 | -1) => expected({ viewerHasReposted: by === 1, repostCount: post.repostCount + by })
  const kept = (isKept: boolean) => expected({ viewerHasBookmarked: isKept })

  const toggleLike = () =>
    viewerHasLiked
      ? unlike({ variables, optimisticResponse: { unlikePost: { __typename: 'UnlikePostSuccess', post: liked(-1) } } })
      : like({ variables, optimisticResponse: { likePost: { __typename: 'LikePostSuccess', post: liked(1) } } })
  const toggleRepost = () =>
    viewerHasReposted
      ? undoRepost({
          variables,
          optimisticResponse: { undoRepost: { __typename: 'UndoRepostSuccess', post: reposted(-1) } },
        })
      : repost({ variables, optimisticResponse: { repost: { __typename: 'RepostSuccess', post: reposted(1) } } })
  const toggleBookmark = () =>
    viewerHasBookmarked
      ? removeBookmark({
          variables,
          optimisticResponse: { removeBookmark: { __typename: 'RemoveBookmarkSuccess', post: kept(false) } },
        })
      : bookmark({
          variables,
          optimisticResponse: { bookmarkPost: { __typename: 'BookmarkPostSuccess', post: kept(true) } },
        })

  return {
    like: () => act({ kind: 'like-post', id }, toggleLike),
    repost: () => act({ kind: 'repost', id }, toggleRepost),
    bookmark: () => act({ kind: 'bookmark', id }, toggleBookmark),
    trouble,
  }
}

/** Only what a reaction can change, as the cache wants it. */
function actionsOf(post: PostActionsFragment) {
  const { id, likeCount, repostCount, commentCount, viewerHasLiked, viewerHasReposted, viewerHasBookmarked } = post
  const flags = { viewerHasLiked, viewerHasReposted, viewerHasBookmarked }
  return { __typename: 'Post' as const, id, likeCount, repostCount, commentCount, ...flags }
}
