import { Trans, useLingui } from '@lingui/react/macro'
import { memo, useState } from 'react'
import { useLocation } from 'react-router'
import { AppLink } from '../../ui/AppLink.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import { CommentBody } from './CommentBody.tsx'
import { CommentComposer } from './CommentComposer.tsx'
import styles from './comments.module.css'
import type { CommentViewFragment } from './generated/comments.ts'
import { ReplyButton } from './ReplyButton.tsx'
import { openReplyOf } from './reply-address.ts'
import type { Thread } from './thread.ts'
import { type Branch, isSameBranch, sizeBelow } from './tree.ts'

type CommentBranchProps = {
  branch: Branch<CommentViewFragment>
  thread: Thread
  namesAway: boolean
  /** The comment that the address names: it stands on a soft ground. */
  targetId: string | null
  /** How many levels a narrow window shows, where it shows fewer than are here: the gateway, which writes them, knows no window. */
  narrowLevels?: number
}

/**
 * A comment with everything below it. The rail at its side, or the sign at its head, folds it up. Drawn anew where something in it changed: a thread
 * of hundreds is not drawn for a like somewhere else.
 */
export const CommentBranch = memo(Branching, ({ branch, ...props }, { branch: nextBranch, ...next }) => {
  const names = Object.keys(next) as (keyof typeof next)[] // of the type that both have
  return isSameBranch(branch, nextBranch) && names.every((name) => props[name] === next[name])
})

function Branching({ branch, thread, namesAway, targetId, narrowLevels }: CommentBranchProps) {
  const { t } = useLingui()
  const { search } = useLocation()
  const { viewer } = useViewer()
  const { comment, replies, continues, isLevel } = branch
  const [isFolded, setFolded] = useState(false)
  const [isReplying, setReplying] = useState(false)
  // Whoever signed in to reply finds the reply open.
  const [isAwaited, setAwaited] = useState(() => openReplyOf(search) === comment.id)
  const isOpen = isReplying || (isAwaited && viewer !== null)
  const name = comment.author?.displayName ?? ''
  const isNarrowEnd = narrowLevels === 1 && replies.length > 0
  const toggle = () => setFolded(!isFolded)

  return (
    <li
      id={`comment-${comment.id}`}
      className={styles.branch}
      data-anchor=""
      data-comment=""
      data-target={comment.id === targetId || undefined}
    >
      {/* For the pointer alone: the sign at the head does the same for everybody. */}
      <button type="button" className={styles.rail} tabIndex={-1} aria-hidden="true" onClick={toggle} />
      <div className={styles.content}>
        <CommentBody
          comment={comment}
          thread={thread}
          namesAway={namesAway}
          isFolded={isFolded}
          fold={
            <button
              type="button"
              className={styles.fold}
              aria-expanded={!isFolded}
              aria-label={isFolded ? t`Unfold the comment by ${name}` : t`Fold the comment by ${name}`}
              title={isFolded ? t`Unfold` : t`Fold`}
              onClick={toggle}
            >
              {isFolded ? `+${sizeBelow(branch) || ''}` : '−'}
            </button>
          }
          reply={
            <ReplyButton
              commentId={comment.id}
              name={name}
              canComment={thread.canComment}
              onReply={() => setReplying(true)}
            />
          }
        />
      </div>
      {!isFolded && (
        <>
          {isOpen && (
            <div className={styles.content}>
              <CommentComposer
                postId={thread.postId}
                parentId={comment.id}
                canComment={thread.canComment}
                label={t`Reply to ${name}`}
                onDone={() => {
                  setReplying(false)
                  setAwaited(false)
                }}
                startsFocused
              />
            </div>
          )}
          {replies.length > 0 && (
            <ol className={styles.replies} data-level={isLevel || undefined} data-wide={isNarrowEnd || undefined}>
              {replies.map((reply) => (
                <CommentBranch
                  key={reply.comment.id}
                  branch={reply}
                  thread={thread}
                  namesAway={namesAway}
                  targetId={targetId}
                  narrowLevels={narrowLevels && narrowLevels - 1}
                />
              ))}
            </ol>
          )}
          {(continues || isNarrowEnd) && (
            <p className={styles.continue} data-narrow={!continues || undefined}>
              <AppLink to={`/p/${thread.postId}/c/${comment.id}`}>
                <Trans>Continue this branch</Trans>
              </AppLink>
            </p>
          )}
        </>
      )}
    </li>
  )
}
