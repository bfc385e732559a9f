import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { DraftStatus } from '../drafts/DraftStatus.tsx'
import { SendProblemNote } from '../drafts/SendProblemNote.tsx'
import { type SendProblem, sendProblem } from '../drafts/send-problem.ts'
import { useDraft } from '../drafts/use-draft.ts'
import { MarkdownEditor } from '../editor/MarkdownEditor.tsx'
import styles from './comments.module.css'
import { type CommentViewFragment, UpdateCommentDocument } from './generated/comments.ts'
import { showComment } from './show-comment.ts'

/** A comment being changed, in its own place. */
export function CommentEditor({ comment, onDone }: { comment: CommentViewFragment; onDone: () => void }) {
  const { t } = useLingui()
  const initial = useMemo(() => ({ body: comment.body, version: comment.version }), [comment.body, comment.version])
  const draft = useDraft(`edit-comment:${comment.id}`, initial)
  const [update, { loading }] = useMutation(UpdateCommentDocument)
  const [problem, setProblem] = useState<SendProblem | null>(null)
  const { body, version } = draft.content

  const send = async (over: number) => {
    if (loading || body.trim() === '') return
    const outcome = await update({ variables: { input: { id: comment.id, body, version: over } } }).catch(
      (error: unknown) => ({ data: null, error }),
    )
    const found = sendProblem(outcome.data?.updateComment, outcome.error)
    setProblem(found)
    if (found) return
    end()
  }

  /** The focus goes back to the comment. */
  const end = () => {
    draft.discard()
    onDone()
    showComment(comment.id)
  }

  return (
    <form
      className={styles.composer}
      aria-label={t`Edit the comment`}
      onSubmit={(event) => {
        event.preventDefault()
        void send(version)
      }}
    >
      <MarkdownEditor
        label={t`Your comment`}
        value={body}
        onChange={(next) => draft.change({ body: next })}
        onSubmit={() => void send(version)}
        startsFocused
      />
      {problem && (
        <SendProblemNote
          problem={problem}
          actions={
            problem.kind === 'conflict' && (
              <Button onClick={() => void send(problem.currentVersion)}>
                <Trans>Put mine in its place</Trans>
              </Button>
            )
          }
        />
      )}
      <div className={styles.composerFoot}>
        <Button look="primary" type="submit" disabled={loading || body.trim() === ''}>
          <Trans>Save</Trans>
        </Button>
        <Button onClick={end}>
          <Trans>Leave it as it was</Trans>
        </Button>
        <DraftStatus draft={draft} />
      </div>
    </form>
  )
}
