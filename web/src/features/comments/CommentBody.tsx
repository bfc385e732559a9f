import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { Time } from '../../ui/Time.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import { CommentEditor } from './CommentEditor.tsx'
import { CommentLike } from './CommentLike.tsx'
import { CommentMore } from './CommentMore.tsx'
import styles from './comments.module.css'
import type { CommentViewFragment } from './generated/comments.ts'

type CommentBodyProps = {
  comment: CommentViewFragment
  postId: string
  namesAway: boolean
  isFolded?: boolean
  onReply: (() => void) | null
}

export function CommentBody({ comment, postId, namesAway, isFolded = false, onReply }: CommentBodyProps) {
  const { t } = useLingui()
  const [isEditing, setEditing] = useState(false)
  if (comment.removed) {
    return (
      <p className={styles.quiet}>
        <Trans>A comment was removed here.</Trans>
      </p>
    )
  }
  const name = comment.author?.displayName ?? ''
  return (
    <article aria-label={t`Comment by ${name}`}>
      <p className={styles.meta}>
        <PersonLink person={comment.author} away={namesAway} />
        <AppLink to={`/p/${postId}/c/${comment.id}`} className={styles.when}>
          <Time at={comment.createdAt} />
        </AppLink>
        {comment.edited && (
          <span>
            <Trans>edited</Trans>
          </span>
        )}
      </p>
      {!isFolded &&
        (isEditing ? (
          <CommentEditor comment={comment} onDone={() => setEditing(false)} />
        ) : (
          <Prose html={comment.bodyHtml} small />
        ))}
      {!isFolded && !isEditing && (
        <div className={styles.acts}>
          <CommentLike comment={comment} />
          {onReply && (
            <Button look="plain" onClick={onReply} aria-label={t`Reply to ${name}`}>
              <Trans>Reply</Trans>
            </Button>
          )}
          <CommentMore comment={comment} postId={postId} onEdit={() => setEditing(true)} />
        </div>
      )}
    </article>
  )
}
