import { Trans } from '@lingui/react/macro'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import styles from './moderation.module.css'
import { ReasonFields } from './ReasonFields.tsx'
import { type Reason, readReason } from './read-reason.ts'

export type RemovalWish = Reason & { withReplies: boolean }

type RemoveFormProps = {
  isComment: boolean
  /** What the forum said of the last reason. */
  isWrong: boolean
  isBusy: boolean
  onRemove: (wish: RemovalWish) => void
  onCancel: () => void
}

/** Why a text is removed, which its author is told, and whether what hangs on it goes with it. */
export function RemoveForm({ isComment, isWrong, isBusy, onRemove, onCancel }: RemoveFormProps) {
  const [isRefused, setRefused] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // It opens from a menu, which is gone.
  useEffect(() => form.current?.querySelector<HTMLElement>('textarea')?.focus(), [isRefused])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const reason = readReason(given)
    setRefused(reason === null)
    if (reason) onRemove({ ...reason, withReplies: given.has('withReplies') })
  }
  return (
    <form ref={form} noValidate className={styles.form} onSubmit={submit}>
      <ReasonFields isWrong={isWrong || isRefused} />
      <label className={styles.check}>
        <input type="checkbox" name="withReplies" />
        <span>{isComment ? <Trans>With all replies below it</Trans> : <Trans>With all comments under it</Trans>}</span>
      </label>
      <div className={styles.foot}>
        <Button look="danger" type="submit" busy={isBusy && <Trans>Removing…</Trans>}>
          <Trans>Remove</Trans>
        </Button>
        <Button onClick={onCancel}>
          <Trans>Not yet</Trans>
        </Button>
      </div>
    </form>
  )
}
