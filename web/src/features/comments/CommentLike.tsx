import { useMutation } from '@apollo/client/react'
import { useLingui } from '@lingui/react/macro'
import { Trouble } from '../../ui/Trouble.tsx'
import { LikeCommentDocument, UnlikeCommentDocument } from '../reactions/generated/reactions.ts'
import { ReactionButton } from '../reactions/ReactionButton.tsx'
import { useAct } from '../reactions/use-act.ts'
import type { CommentViewFragment } from './generated/comments.ts'

export function CommentLike({ comment }: { comment: CommentViewFragment }) {
  const { t, i18n } = useLingui()
  const { act, trouble } = useAct()
  const [like] = useMutation(LikeCommentDocument)
  const [unlike] = useMutation(UnlikeCommentDocument)
  const { id, likeCount, viewerHasLiked } = comment
  const variables = { id }
  const expected = (liked: boolean) => ({
    __typename: 'Comment' as const,
    id,
    viewerHasLiked: liked,
    likeCount: likeCount + (liked ? 1 : -1),
  })

  const onPress = () =>
    act({ kind: 'like-comment', id }, () =>
      viewerHasLiked
        ? unlike({
            variables,
            optimisticResponse: { unlikeComment: { __typename: 'UnlikeCommentSuccess', comment: expected(false) } },
          })
        : like({
            variables,
            optimisticResponse: { likeComment: { __typename: 'LikeCommentSuccess', comment: expected(true) } },
          }),
    )
  return (
    <>
      <ReactionButton
        icon="like"
        tone="like"
        small
        shortcut="l"
        done={viewerHasLiked}
        label={
          viewerHasLiked
            ? t`Take back the like, ${likeCount} so far`
            : likeCount > 0
              ? t`Like, ${likeCount} so far`
              : t`Like`
        }
        onPress={onPress}
      >
        {likeCount > 0 ? i18n.number(likeCount) : ''}
      </ReactionButton>
      <Trouble {...trouble} />
    </>
  )
}
