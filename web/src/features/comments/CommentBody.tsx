import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { AppLink } from '../../ui/AppLink.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { Time } from '../../ui/Time.tsx'
import { HiddenComment } from '../hiding/HiddenComment.tsx'
import { RemovedNote } from '../moderation/RemovedNote.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import { CommentEditor } from './CommentEditor.tsx'
import { CommentLike } from './CommentLike.tsx'
import { CommentMore } from './CommentMore.tsx'
import styles from './comments.module.css'
import type { CommentViewFragment } from './generated/comments.ts'
import type { Thread } from './thread.ts'

type CommentBodyProps = {
  comment: CommentViewFragment
  thread: Thread
  namesAway: boolean
  isFolded: boolean
  /** What folds it, at the end of the line of its name. */
  fold: ReactNode
  reply: ReactNode
}

export function CommentBody({ comment, thread, namesAway, isFolded, fold, reply }: CommentBodyProps) {
  const { t } = useLingui()
  const [isEditing, setEditing] = useState(false)
  // Who still reads a removed one has its reason beside it.
  if (comment.removed && !comment.removal) {
    return (
      <div className={styles.meta}>
        <p className={styles.quiet}>
          <Trans>A comment was removed here.</Trans>
        </p>
        {fold}
      </div>
    )
  }
  if (comment.hidden && !comment.author) {
    return (
      <div className={`${styles.meta} ${styles.quiet}`}>
        <HiddenComment id={comment.id} reason={comment.hidden} />
        {fold}
      </div>
    )
  }
  const name = comment.author?.displayName ?? ''
  return (
    <article aria-label={t`Comment by ${name}`}>
      <div className={styles.meta}>
        <Avatar id={comment.author?.id ?? comment.id} size={20} />
        <h3 className={styles.who}>
          <PersonLink person={comment.author} away={namesAway} />
        </h3>
        {comment.author && comment.author.id === thread.writerId && (
          <span className={styles.writer}>
            <Trans context="of the post">author</Trans>
          </span>
        )}
        <AppLink to={`/p/${thread.postId}/c/${comment.id}`} className={styles.when}>
          <Time at={comment.createdAt} />
        </AppLink>
        {comment.edited && (
          <span>
            <Trans>edited</Trans>
          </span>
        )}
        {fold}
      </div>
      {!isFolded && (
        <div className={styles.said}>
          {isEditing ? (
            <CommentEditor comment={comment} postId={thread.postId} onDone={() => setEditing(false)} />
          ) : (
            <>
              <RemovedNote removal={comment.removal} />
              <Prose html={comment.bodyHtml} small />
              <div className={styles.acts}>
                {!comment.removed && <CommentLike comment={comment} />}
                {!comment.removed && reply}
                <CommentMore comment={comment} postId={thread.postId} onEdit={() => setEditing(true)} />
              </div>
            </>
          )}
        </div>
      )}
    </article>
  )
}
