import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { ReasonFields } from '../moderation/ReasonFields.tsx'
import { readReason } from '../moderation/read-reason.ts'
import styles from './administration.module.css'

/** `days` null: without an end. */
export type SuspensionWish = { days: number | null; ruleId: string | null; reason: string }

type SuspendFormProps = {
  mayBeEndless: boolean
  /** What the forum said of the last reason. */
  isWrong: boolean
  isBusy: boolean
  onSuspend: (wish: SuspensionWish) => void
  onCancel: () => void
}

/** For how long, by which rule and why somebody is suspended, which they are told. */
export function SuspendForm({ mayBeEndless, isWrong, isBusy, onSuspend, onCancel }: SuspendFormProps) {
  const { t } = useLingui()
  const [isRefused, setRefused] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // It opens where a button was pressed, which is gone.
  useEffect(() => form.current?.querySelector<HTMLElement>(isRefused ? 'textarea' : 'select')?.focus(), [isRefused])

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const days = Number(given.get('days')) || null
    const reason = readReason(given)
    setRefused(reason === null)
    if (reason) onSuspend({ days, ...reason })
  }
  return (
    <form ref={form} noValidate className={styles.form} onSubmit={submit}>
      <SelectField name="days" label={<Trans>For how long</Trans>} defaultValue="7">
        <option value="1">{t`A day`}</option>
        <option value="3">{t`Three days`}</option>
        <option value="7">{t`A week`}</option>
        <option value="30">{t`30 days`}</option>
        {mayBeEndless && <option value="">{t`Without an end`}</option>}
      </SelectField>
      <ReasonFields isWrong={isWrong || isRefused} />
      <div className={styles.foot}>
        <Button look="danger" type="submit" busy={isBusy && <Trans>Suspending…</Trans>}>
          <Trans>Suspend</Trans>
        </Button>
        <Button onClick={onCancel}>
          <Trans>Not yet</Trans>
        </Button>
      </div>
    </form>
  )
}
