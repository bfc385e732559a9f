import { Trans, useLingui } from '@lingui/react/macro'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { Button } from '../../ui/Button.tsx'
import { CharactersLeft } from '../drafts/CharactersLeft.tsx'
import { DiscardButton } from '../drafts/DiscardButton.tsx'
import { DraftStatus } from '../drafts/DraftStatus.tsx'
import { SendProblemNote } from '../drafts/SendProblemNote.tsx'
import { type SendProblem, sendProblem } from '../drafts/send-problem.ts'
import { useDraft } from '../drafts/use-draft.ts'
import { MarkdownEditor } from '../editor/MarkdownEditor.tsx'
import type { Rendered } from '../editor/rendered.ts'
import type { PostContent } from './post-content.ts'
import { maxBody, maxTitle, postProblems } from './post-problems.ts'
import { TagsField } from './TagsField.tsx'
import { TitleField } from './TitleField.tsx'
import { useSendPost } from './use-send-post.ts'
import { VisibilityChoice } from './VisibilityChoice.tsx'
import styles from './write.module.css'

type PostFormProps = { place: string; initial: PostContent; postId: string | null; rendered?: Rendered }

/** A full page. The text is kept while it is written; who will see it stands beside Publish. */
export function PostForm({ place, initial, postId, rendered }: PostFormProps) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const [first] = useState(initial)
  const draft = useDraft(place, first)
  const { deliver, isBusy } = useSendPost(postId, draft.key)
  const [problem, setProblem] = useState<SendProblem | null>(null)
  const [isChecked, setChecked] = useState(false)
  const { title, body, tags, visibility, version } = draft.content
  // Said from the first press on, and taken back as soon as it is mended.
  const missing = isChecked ? postProblems(draft.content) : {}

  const send = async (over: number | null) => {
    if (isBusy) return
    setChecked(true)
    const { title: wrongTitle, body: wrongBody } = postProblems(draft.content)
    if (wrongTitle || wrongBody) {
      form.current?.querySelectorAll('textarea')[wrongTitle ? 0 : 1]?.focus()
      return
    }
    const { outcome, error } = await deliver(draft.content, over)
    const found = sendProblem(outcome, error)
    setProblem(found)
    if (found || !outcome || !('post' in outcome)) return
    draft.discard()
    await navigate(outcome.post ? `/p/${outcome.post.id}` : '/', { replace: true })
  }

  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send(version)
      }}
    >
      <TitleField
        value={title}
        onChange={(next) => draft.change({ title: next })}
        problem={missing.title && i18n._(missing.title)}
      />
      <CharactersLeft text={title} max={maxTitle} />
      <TagsField tags={tags} onChange={(next) => draft.change({ tags: next })} />
      <MarkdownEditor
        postId={postId ?? undefined}
        roomy
        label={t`The text, in Markdown`}
        value={body}
        rows={14}
        onChange={(next) => draft.change({ body: next })}
        onSubmit={() => void send(version)}
        problem={missing.body && i18n._(missing.body)}
        rendered={rendered}
      />
      <CharactersLeft text={body} max={maxBody} />
      {problem && (
        <SendProblemNote
          problem={problem}
          actions={
            <>
              {problem.kind === 'conflict' && (
                <>
                  <Button onClick={() => void send(problem.currentVersion)}>
                    <Trans>Put mine in its place</Trans>
                  </Button>
                  <a href={`/p/${postId}`} target="_blank" rel="noreferrer">
                    <Trans>Look at the current text</Trans>
                  </a>
                </>
              )}
              {problem.kind === 'key-reused' && (
                <Button
                  onClick={() => {
                    draft.renewKey()
                    setProblem(null)
                  }}
                >
                  <Trans>Publish as a new post</Trans>
                </Button>
              )}
            </>
          }
        />
      )}
      <div className={styles.foot}>
        <Button
          look="primary"
          type="submit"
          title={t`Ctrl+Enter`}
          busy={isBusy && (postId ? t`Saving…` : t`Publishing…`)}
        >
          {postId ? <Trans>Save</Trans> : <Trans>Publish</Trans>}
        </Button>
        <VisibilityChoice value={visibility} onChange={(next) => draft.change({ visibility: next })} />
        {draft.isDirty && (
          <DiscardButton
            onDiscard={() => {
              draft.discard()
              setProblem(null)
              setChecked(false)
              if (postId) void navigate(`/p/${postId}`)
              else form.current?.querySelector('textarea')?.focus()
            }}
          />
        )}
        <DraftStatus draft={draft} />
      </div>
    </form>
  )
}
