import { Trans } from '@lingui/react/macro'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { TextAreaField } from '../../ui/Field.tsx'
import styles from './administration.module.css'

type RefusalFormProps = {
  /** What the forum said of the last reason. */
  isWrong: boolean
  isBusy: boolean
  onRefuse: (reason: string) => void
  onCancel: () => void
}

/** Why somebody is not let in, which they are told. */
export function RefusalForm({ isWrong, isBusy, onRefuse, onCancel }: RefusalFormProps) {
  const [isEmpty, setEmpty] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // It opens where a button was pressed, which is gone.
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [isEmpty])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason')).trim()
    const isLong = [...reason].length > 500
    setEmpty(reason === '' || isLong)
    if (reason !== '' && !isLong) onRefuse(reason)
  }
  return (
    <form ref={form} noValidate className={styles.form} onSubmit={submit}>
      <TextAreaField
        name="reason"
        label={<Trans>Why not? They are told.</Trans>}
        problem={(isWrong || isEmpty) && <Trans>1 to 500 characters.</Trans>}
      />
      <div className={styles.foot}>
        <Button look="danger" type="submit" busy={isBusy && <Trans>Refusing…</Trans>}>
          <Trans>Refuse</Trans>
        </Button>
        <Button onClick={onCancel}>
          <Trans>Not yet</Trans>
        </Button>
      </div>
    </form>
  )
}
