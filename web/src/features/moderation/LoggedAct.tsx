import { useMutation } from '@apollo/client/react'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { Time } from '../../ui/Time.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import { isUndoable, useActWords } from './act-words.ts'
import { type LoggedActFragment, UndoModerationDocument } from './generated/moderation.ts'
import styles from './moderation.module.css'

const notYours = msg`This act is about you, or about somebody of your rank: another moderator or an administrator can end it.`
const lost = msg`Nothing was changed: the forum did not answer. Try again.`

/** One act of the log, with Undo in place. */
export function LoggedAct({ act }: { act: LoggedActFragment }) {
  const words = useActWords()
  const [undo, { loading }] = useMutation(UndoModerationDocument)
  const [trouble, setTrouble] = useState<{ says: MessageDescriptor | null; error?: unknown }>({ says: null })
  const { id, kind, reason, rule, at, by, whom, post, comment, affected, undoneAt } = act

  const end = async () => {
    const { data, error } = await undo({ variables: { actId: id } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const outcome = data?.undoModeration
    if (outcome?.__typename === 'UndoModerationSuccess') return setTrouble({ says: null })
    setTrouble({ says: outcome?.__typename === 'NotAllowed' ? notYours : lost, error: error ?? outcome ?? {} })
  }
  const on = comment ? comment.post : post
  const address = comment ? `/p/${comment.post.id}/c/${comment.id}` : `/p/${post?.id ?? ''}`
  return (
    <li>
      {/* Each on a line of its own: two on one would break elsewhere when the page's letters come. */}
      <p>
        <b>{words(kind)}</b>
      </p>
      <p className={styles.quiet}>
        {by && <PersonLink person={by} />}
        {by && whom && ' → '}
        {whom && <PersonLink person={whom} />}
      </p>
      {(on || reason) && (
        <p>
          {on && (
            <AppLink to={address} dir="auto">
              {on.title}
            </AppLink>
          )}
          {on && reason && ' · '}
          <span dir="auto">{reason}</span>
          {rule && rule.title !== reason && ` (${rule.title})`}
        </p>
      )}
      <p className={styles.quiet}>
        <Time at={at} />
        {affected > 1 && (
          <>
            {' · '}
            <Plural value={affected} one="# text" other="# texts" />
          </>
        )}
      </p>
      {undoneAt && (
        <p className={styles.quiet}>
          <Trans>
            ended <Time at={undoneAt} />
          </Trans>
        </p>
      )}
      {isUndoable(kind) && !undoneAt && (
        <div className={styles.foot}>
          <Button onClick={() => void end()} busy={loading && <Trans>Undoing…</Trans>}>
            <Trans>Undo</Trans>
          </Button>
          <Trouble {...trouble} />
        </div>
      )}
    </li>
  )
}
