import { useMutation } from '@apollo/client/react'
import { Plural, Trans } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ChangePasswordDocument, type ChangePasswordMutation, DevicesDocument } from './generated/settings.ts'
import styles from './settings.module.css'

type Outcome = NonNullable<ChangePasswordMutation['changePassword']>

type State = { kind: 'idle' | 'saved' | 'wrong' | 'weak' | 'failed' } | { kind: 'rate-limited'; seconds: number }

export function PasswordSettings({ email }: { email: string }) {
  const [change, { loading }] = useMutation(ChangePasswordDocument)
  const [state, setState] = useState<State>({ kind: 'idle' })

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const target = event.currentTarget
    const form = new FormData(target)
    const input = { currentPassword: String(form.get('currentPassword')), newPassword: String(form.get('newPassword')) }
    const { data } = await change({ variables: { input }, refetchQueries: [DevicesDocument] }).catch(() => ({
      data: null,
    }))
    const outcome = data?.changePassword
    if (outcome?.__typename === 'ChangePasswordSuccess') target.reset()
    setState(stateOf(outcome))
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
      <TextField
        name="currentPassword"
        type="password"
        label={<Trans>The password now</Trans>}
        autoComplete="current-password"
        required
        problem={state.kind === 'wrong' && <Trans>This is not your password.</Trans>}
      />
      <TextField
        name="newPassword"
        type="password"
        label={<Trans>The new password</Trans>}
        hint={<Trans>8 to 128 characters. All other devices are signed out.</Trans>}
        autoComplete="new-password"
        minLength={8}
        maxLength={128}
        required
        problem={state.kind === 'weak' && <Trans>A password has 8 to 128 characters.</Trans>}
      />
      <div className={styles.foot}>
        <Button look="primary" type="submit" disabled={loading}>
          <Trans>Change the password</Trans>
        </Button>
        <p
          role="status"
          className={state.kind === 'failed' || state.kind === 'rate-limited' ? styles.problem : styles.quiet}
        >
          {state.kind === 'saved' && <Trans>Changed; other devices are signed out</Trans>}
          {state.kind === 'failed' && <Trans>Not changed. Try again in a minute.</Trans>}
          {state.kind === 'rate-limited' && (
            <Plural
              value={state.seconds}
              one="Too many attempts. Try again in # second."
              other="Too many attempts. Try again in # seconds."
            />
          )}
        </p>
      </div>
    </form>
  )
}

function stateOf(outcome: Outcome | null | undefined): State {
  if (outcome?.__typename === 'ChangePasswordSuccess') return { kind: 'saved' }
  if (outcome?.__typename === 'WrongCredentials') return { kind: 'wrong' }
  if (outcome?.__typename === 'InvalidInput') return { kind: 'weak' }
  if (outcome?.__typename === 'RateLimited') return { kind: 'rate-limited', seconds: outcome.retryAfterSeconds }
  return { kind: 'failed' }
}
