import { useMutation } from '@apollo/client/react'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Visibility } from '../../generated/schema.ts'
import { Button } from '../../ui/Button.tsx'
import { DiscardButton } from '../drafts/DiscardButton.tsx'
import { DraftStatus } from '../drafts/DraftStatus.tsx'
import { SendProblemNote } from '../drafts/SendProblemNote.tsx'
import { type SendProblem, sendProblem } from '../drafts/send-problem.ts'
import { useDraft } from '../drafts/use-draft.ts'
import { MarkdownEditor } from '../editor/MarkdownEditor.tsx'
import { CreatePostDocument, UpdatePostDocument } from './generated/write.ts'
import { TagsField } from './TagsField.tsx'
import { VisibilityChoice } from './VisibilityChoice.tsx'
import styles from './write.module.css'

export type PostContent = {
  title: string
  body: string
  tags: string[]
  visibility: Visibility
  version: number | null
}

export const emptyPost: PostContent = { title: '', body: '', tags: [], visibility: 'PUBLIC', version: null }

/** A full page in the published type. The text is kept while it is written; who will see it stands beside Publish. */
export function PostForm({ place, initial, postId }: { place: string; initial: PostContent; postId: string | null }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [first] = useState(initial)
  const draft = useDraft(place, first)
  const [create, creating] = useMutation(CreatePostDocument)
  const [update, updating] = useMutation(UpdatePostDocument)
  const [problem, setProblem] = useState<SendProblem | null>(null)
  const { title, body, tags, visibility, version } = draft.content
  const isBusy = creating.loading || updating.loading
  const isEmpty = title.trim() === '' || body.trim() === ''

  const send = async (over: number | null) => {
    if (isBusy || isEmpty) return
    const { outcome, error } = await deliver(over)
    const found = sendProblem(outcome, error)
    setProblem(found)
    if (found || !outcome || !('post' in outcome)) return
    draft.discard()
    await navigate(outcome.post ? `/p/${outcome.post.id}` : '/', { replace: true })
  }

  const deliver = async (over: number | null) => {
    try {
      if (postId) {
        const { data, error } = await update({
          variables: { input: { id: postId, title, body, tags, visibility, version: over } },
        })
        return { outcome: data?.updatePost ?? null, error }
      }
      const { data, error } = await create({
        variables: { input: { title, body, tags, visibility, idempotencyKey: draft.key } },
      })
      return { outcome: data?.createPost ?? null, error }
    } catch (error) {
      return { outcome: null, error }
    }
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send(version)
      }}
    >
      <textarea
        className={styles.title}
        rows={1}
        dir="auto"
        aria-label={t`Title`}
        placeholder={t`Title`}
        maxLength={200}
        value={title}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        onChange={(event) => draft.change({ title: event.target.value.replaceAll('\n', ' ') })}
      />
      <TagsField tags={tags} onChange={(next) => draft.change({ tags: next })} />
      <MarkdownEditor
        roomy
        label={t`The text, in Markdown`}
        value={body}
        rows={14}
        onChange={(next) => draft.change({ body: next })}
        onSubmit={() => void send(version)}
      />
      {body.length > 45_000 && (
        <p className={styles.quiet}>
          <Plural value={Math.max(0, 50_000 - body.length)} one="# character left" other="# characters left" />
        </p>
      )}
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
        <Button look="primary" type="submit" disabled={isBusy || isEmpty} title={t`Ctrl+Enter`}>
          {postId ? <Trans>Save</Trans> : <Trans>Publish</Trans>}
        </Button>
        <VisibilityChoice value={visibility} onChange={(next) => draft.change({ visibility: next })} />
        {draft.isDirty && (
          <DiscardButton
            onDiscard={() => {
              draft.discard()
              setProblem(null)
              if (postId) void navigate(`/p/${postId}`)
            }}
          />
        )}
        <DraftStatus draft={draft} />
      </div>
    </form>
  )
}
