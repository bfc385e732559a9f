import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'
import { MoreMenu } from '../../overlays/MoreMenu.tsx'
import { useCopyLink } from '../../ui/CopyNote.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { useHiding } from '../hiding/use-hiding.tsx'
import { useModeration } from '../moderation/use-moderation.tsx'
import type { ActTrouble } from '../reactions/use-act.ts'
import { forgetComment } from './comment-cache.ts'
import { type CommentViewFragment, DeleteCommentDocument } from './generated/comments.ts'
import { neighbourOf } from './show-comment.ts'

export function CommentMore({
  comment,
  postId,
  onEdit,
}: {
  comment: CommentViewFragment
  postId: string
  onEdit: () => void
}) {
  const { t } = useLingui()
  const [isAsking, setAsking] = useState(false)
  const [kept, setKept] = useState<ActTrouble>({ says: null })
  const [remove] = useMutation(DeleteCommentDocument)
  const hiding = useHiding(comment.author, { beforeHiding: () => neighbourOf(comment.id) })
  const { id, viewerCanEdit, viewerCanDelete, viewerCanModerate } = comment
  const moderation = useModeration({
    ref: { commentId: id },
    viewerCanModerate,
    isOwn: viewerCanDelete,
    isRemoved: comment.removal !== null,
  })

  const { copy, note } = useCopyLink()
  const copyLink = () => copy(`${location.origin}/p/${postId}/c/${id}`)
  const confirm = async () => {
    setAsking(false)
    setKept({ says: null })
    const focusNeighbour = neighbourOf(id)
    const { data, error } = await remove({
      variables: { id },
      update: (cache, answer) => {
        const outcome = answer.data?.deleteComment
        if (outcome?.__typename === 'DeleteCommentSuccess' && !outcome.comment) forgetComment(cache, postId, id)
      },
      refetchQueries: ['Post', 'Branch'],
    }).catch((failure: unknown) => ({ data: null, error: failure }))
    if (data?.deleteComment?.__typename !== 'DeleteCommentSuccess')
      return setKept({ says: msg`The comment was not deleted. Try again.`, error: error ?? {} })
    focusNeighbour()
  }

  return (
    <>
      <MoreMenu
        label={t`More about this comment`}
        items={[
          { label: t`Copy the link`, onPress: copyLink },
          ...(viewerCanEdit ? [{ label: t`Edit`, onPress: onEdit }] : []),
          ...hiding.items({ blocks: comment.hidden === 'BLOCKED', mutes: comment.hidden === 'MUTED' }),
          ...moderation.items,
          ...(viewerCanDelete ? [{ label: t`Delete`, onPress: () => setAsking(true), danger: true }] : []),
        ]}
      />
      {note}
      {hiding.rest}
      {moderation.panel}
      <Trouble {...kept} />
      {isAsking && (
        <ConfirmDialog
          title={t`Delete this comment?`}
          body={t`Its text is gone for good. If somebody answered, one quiet line stays in its place.`}
          action={t`Delete`}
          onConfirm={() => void confirm()}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  )
}
