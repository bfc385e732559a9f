import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { SelectField, TextAreaField } from '../../ui/Field.tsx'
import styles from './administration.module.css'
import { RulesToNameDocument } from './generated/suspension.ts'

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
  const { data } = useQuery(RulesToNameDocument)
  const rules = data?.site?.rules ?? []
  const [isRefused, setRefused] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // It opens where a button was pressed, which is gone.
  useEffect(() => form.current?.querySelector<HTMLElement>(isRefused ? 'textarea' : 'select')?.focus(), [isRefused])

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const days = Number(given.get('days')) || null
    const ruleId = String(given.get('rule') ?? '') || null
    const reason = String(given.get('reason')).trim()
    const isLong = [...reason].length > 500
    const isUnsaid = reason === '' && ruleId === null
    setRefused(isLong || isUnsaid)
    if (!isLong && !isUnsaid) onSuspend({ days, ruleId, reason })
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
      {rules.length > 0 && (
        <SelectField name="rule" label={<Trans>The rule that was broken</Trans>} defaultValue="">
          <option value="">{t`None of them`}</option>
          {rules.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
      )}
      <TextAreaField
        name="reason"
        label={<Trans>Why? They are told.</Trans>}
        hint={rules.length > 0 && <Trans>With a rule it may be empty.</Trans>}
        problem={(isWrong || isRefused) && <Trans>1 to 500 characters.</Trans>}
      />
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
