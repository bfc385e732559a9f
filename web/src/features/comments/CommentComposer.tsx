import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { CharactersLeft } from '../drafts/CharactersLeft.tsx'
import { DiscardButton } from '../drafts/DiscardButton.tsx'
import { DraftStatus } from '../drafts/DraftStatus.tsx'
import { SendProblemNote } from '../drafts/SendProblemNote.tsx'
import { type SendProblem, sendProblem } from '../drafts/send-problem.ts'
import { useDraft } from '../drafts/use-draft.ts'
import { MarkdownEditor } from '../editor/MarkdownEditor.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import { rememberComment } from './comment-cache.ts'
import { commentProblem, maxComment } from './comment-problem.ts'
import styles from './comments.module.css'
import { AddCommentDocument } from './generated/comments.ts'
import { showComment } from './show-comment.ts'

type CommentComposerProps = {
  postId: string
  parentId: string | null
  canComment: boolean
  label: string
  onDone?: () => void
  startsFocused?: boolean
}

/** The place to write a comment; a guest is shown the way in, and whoever began to write keeps the text. */
export function CommentComposer(props: CommentComposerProps) {
  const { parentId } = props
  const { viewer, pending } = useViewer()
  const { pathname } = useLocation()
  const [wasOpen, setWasOpen] = useState(false)
  if (viewer && props.canComment && !wasOpen) setWasOpen(true)
  if (pending) return parentId === null ? <div className={styles.place} /> : null
  // A session that ended meanwhile does not take the text off the screen.
  if (viewer ? props.canComment || wasOpen : wasOpen) return <Sheet key={viewer?.id ?? 'kept'} {...props} />
  if (viewer) return parentId === null ? <CannotReply /> : null
  return (
    <p className={`${styles.quiet} ${styles.place}`}>
      <Trans>
        <AppLink to={`/sign-in?next=${encodeURIComponent(pathname)}`}>Sign in</AppLink> to write a comment.
      </Trans>
    </p>
  )
}

const CannotReply = () => (
  <p className={`${styles.quiet} ${styles.place}`}>
    <Trans>You cannot reply here.</Trans>
  </p>
)

const nothing = { body: '' }
const focus = (element: HTMLElement | null) => element?.focus()

function Sheet({ postId, parentId, label, onDone, startsFocused }: CommentComposerProps) {
  const { t, i18n } = useLingui()
  const draft = useDraft(`comment:${postId}:${parentId ?? ''}`, nothing)
  const [add, { loading }] = useMutation(AddCommentDocument)
  const [problem, setProblem] = useState<SendProblem | null>(null)
  const [isChecked, setChecked] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const [isOpen, setOpen] = useState(draft.isDirty || startsFocused === true)
  const [isClosed, setClosed] = useState(false)
  const body = draft.content.body
  const wrong = isChecked ? commentProblem(body) : null

  const send = async () => {
    if (loading) return
    setChecked(true)
    if (commentProblem(body)) {
      form.current?.querySelector('textarea')?.focus()
      return
    }
    const outcome = await add({
      variables: { input: { postId, parentId, body, idempotencyKey: draft.key } },
      update: (cache, { data }) => {
        if (data?.addComment?.__typename === 'AddCommentSuccess' && data.addComment.comment)
          rememberComment(cache, postId, data.addComment.comment)
      },
      refetchQueries: ['Branch'],
    }).catch((error: unknown) => ({ data: null, error }))
    const found = sendProblem(outcome.data?.addComment, outcome.error)
    setProblem(found)
    if (found) return
    draft.discard()
    setOpen(false)
    setChecked(false)
    onDone?.()
    const added = outcome.data?.addComment
    if (added?.__typename === 'AddCommentSuccess' && added.comment) showComment(added.comment.id)
  }

  /** The text stays; the focus goes back to where the writing began. */
  const close = () => {
    setOpen(false)
    setChecked(false)
    onDone?.()
    if (parentId) showComment(parentId)
    else setClosed(true)
  }

  if (!isOpen) {
    return (
      <button
        type="button"
        data-shortcut="r"
        ref={isClosed ? focus : undefined}
        className={styles.opener}
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
    )
  }
  return (
    <form
      ref={form}
      className={styles.composer}
      aria-label={label}
      noValidate
      data-leave=""
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <MarkdownEditor
        postId={postId}
        label={label}
        value={body}
        onChange={(next) => draft.change({ body: next })}
        onSubmit={() => void send()}
        startsFocused={startsFocused ?? !draft.isDirty}
        problem={wrong && i18n._(wrong)}
      />
      <CharactersLeft text={body} max={maxComment} />
      {problem && (
        <SendProblemNote
          problem={problem}
          actions={
            problem.kind === 'key-reused' && (
              <Button
                onClick={() => {
                  draft.renewKey()
                  setProblem(null)
                }}
              >
                <Trans>Publish as a new comment</Trans>
              </Button>
            )
          }
        />
      )}
      <div className={styles.composerFoot}>
        <Button look="primary" type="submit" title={t`Ctrl+Enter`} busy={loading && t`Publishing…`}>
          <Trans>Publish</Trans>
        </Button>
        <Button look="plain" title={t`Escape`} data-shortcut="Escape" onClick={close}>
          <Trans>Close</Trans>
        </Button>
        {draft.isDirty && (
          <DiscardButton
            onDiscard={() => {
              draft.discard()
              setProblem(null)
              close()
            }}
          />
        )}
        <DraftStatus draft={draft} />
      </div>
    </form>
  )
}
