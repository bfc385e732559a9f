import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { CharactersLeft } from '../drafts/CharactersLeft.tsx'
import { DraftStatus } from '../drafts/DraftStatus.tsx'
import { SendProblemNote } from '../drafts/SendProblemNote.tsx'
import { type SendProblem, sendProblem } from '../drafts/send-problem.ts'
import { useDraft } from '../drafts/use-draft.ts'
import { MarkdownEditor } from '../editor/MarkdownEditor.tsx'
import { commentProblem, maxComment } from './comment-problem.ts'
import styles from './comments.module.css'
import { type CommentViewFragment, UpdateCommentDocument } from './generated/comments.ts'
import { showComment } from './show-comment.ts'

type CommentEditorProps = { comment: CommentViewFragment; postId: string; onDone: () => void }

/** A comment being changed, in its own place. */
export function CommentEditor({ comment, postId, onDone }: CommentEditorProps) {
  const { t, i18n } = useLingui()
  const initial = useMemo(() => ({ body: comment.body, version: comment.version }), [comment.body, comment.version])
  const draft = useDraft(`edit-comment:${comment.id}`, initial)
  const [update, { loading }] = useMutation(UpdateCommentDocument)
  const [problem, setProblem] = useState<SendProblem | null>(null)
  const { body, version } = draft.content
  const [isChecked, setChecked] = useState(false)
  const wrong = isChecked ? commentProblem(body) : null

  const send = async (over: number) => {
    setChecked(true)
    if (loading || commentProblem(body)) return
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

  /** Escape leaves the place, and keeps what was changed for coming back. */
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.preventDefault()
    onDone()
    showComment(comment.id)
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves whatever of it has the focus
    <form
      noValidate
      onKeyDown={leave}
      className={styles.composer}
      aria-label={t`Edit the comment`}
      onSubmit={(event) => {
        event.preventDefault()
        void send(version)
      }}
    >
      <MarkdownEditor
        postId={postId}
        label={t`Your comment`}
        value={body}
        onChange={(next) => draft.change({ body: next })}
        onSubmit={() => void send(version)}
        startsFocused
        problem={wrong && i18n._(wrong)}
        rendered={{ body: comment.body, html: comment.bodyHtml }}
      />
      <CharactersLeft text={body} max={maxComment} />
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
        <Button look="primary" type="submit" busy={loading && t`Saving…`}>
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
