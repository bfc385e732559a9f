import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { AppLink } from '../../ui/AppLink.tsx'
import { CommentBody } from './CommentBody.tsx'
import { CommentComposer } from './CommentComposer.tsx'
import styles from './comments.module.css'
import type { CommentViewFragment } from './generated/comments.ts'
import { type Branch, sizeBelow } from './tree.ts'

type CommentBranchProps = {
  branch: Branch<CommentViewFragment>
  postId: string
  canComment: boolean
  namesAway: boolean
  /** The comment that the address names: it stands on a soft ground. */
  targetId: string | null
}

/** A comment with everything below it. The rail at its side folds it up. */
export function CommentBranch({ branch, postId, canComment, namesAway, targetId }: CommentBranchProps) {
  const { t } = useLingui()
  const [isFolded, setFolded] = useState(false)
  const [isReplying, setReplying] = useState(false)
  const { comment, replies, continues } = branch
  const name = comment.author?.displayName ?? ''
  const hidden = sizeBelow(branch)

  return (
    <li
      id={`comment-${comment.id}`}
      className={styles.branch}
      data-anchor=""
      data-target={comment.id === targetId || undefined}
    >
      <button
        type="button"
        className={styles.rail}
        aria-expanded={!isFolded}
        aria-label={isFolded ? t`Unfold the comment by ${name}` : t`Fold the comment by ${name}`}
        title={isFolded ? t`Unfold` : t`Fold`}
        onClick={() => setFolded(!isFolded)}
      />
      <div className={styles.content}>
        <CommentBody
          comment={comment}
          postId={postId}
          namesAway={namesAway}
          isFolded={isFolded}
          onReply={canComment ? () => setReplying(true) : null}
        />
        {isFolded && hidden > 0 && (
          <p className={styles.quiet}>
            <Plural value={hidden} one="# reply folded up" other="# replies folded up" />
          </p>
        )}
        {!isFolded && (
          <>
            {isReplying && (
              <CommentComposer
                postId={postId}
                parentId={comment.id}
                canComment={canComment}
                label={t`Reply to ${name}`}
                onDone={() => setReplying(false)}
                startsFocused
              />
            )}
            {replies.length > 0 && (
              <ol className={styles.replies}>
                {replies.map((reply) => (
                  <CommentBranch
                    key={reply.comment.id}
                    branch={reply}
                    postId={postId}
                    canComment={canComment}
                    namesAway={namesAway}
                    targetId={targetId}
                  />
                ))}
              </ol>
            )}
            {continues && (
              <p className={styles.continue}>
                <AppLink to={`/p/${postId}/c/${comment.id}`}>
                  <Trans>Continue this branch</Trans>
                </AppLink>
              </p>
            )}
          </>
        )}
      </div>
    </li>
  )
}
