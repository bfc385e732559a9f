import { useMutation } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { countCharacters } from '../../text/count-characters.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { PasswordProblem } from '../../ui/PasswordProblem.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import { ChangePasswordDocument, type ChangePasswordMutation, DevicesDocument } from './generated/settings.ts'
import styles from './settings.module.css'

type Outcome = NonNullable<ChangePasswordMutation['changePassword']>

type State =
  | { kind: 'idle' | 'saved' | 'failed' }
  | { kind: 'fields'; current: 'empty' | 'wrong' | null; weak: string | null }
  | { kind: 'rate-limited'; seconds: number }

export function PasswordSettings({ email }: { email: string }) {
  const [change, { loading }] = useMutation(ChangePasswordDocument)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const form = useFirstProblem(state)
  const wrong = state.kind === 'fields' ? state : null

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const target = event.currentTarget
    const input = {
      currentPassword: String(given.get('currentPassword')),
      newPassword: String(given.get('newPassword')),
    }
    const length = countCharacters(input.newPassword)
    const weak = length < 8 || length > 128 ? 'PASSWORD_LENGTH' : null
    if (!input.currentPassword || weak) {
      setState({ kind: 'fields', current: input.currentPassword ? null : 'empty', weak })
      return
    }
    const { data } = await change({ variables: { input }, refetchQueries: [DevicesDocument] }).catch(() => ({
      data: null,
    }))
    const outcome = data?.changePassword
    if (outcome?.__typename === 'ChangePasswordSuccess') target.reset()
    setState(stateOf(outcome))
  }

  return (
    <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
      <TextField
        name="currentPassword"
        type="password"
        label={<Trans>Current password</Trans>}
        autoComplete="current-password"
        required
        problem={
          wrong?.current &&
          (wrong.current === 'empty' ? (
            <Trans>Write your current password.</Trans>
          ) : (
            <Trans>This is not your password.</Trans>
          ))
        }
      />
      <TextField
        name="newPassword"
        type="password"
        label={<Trans>New password</Trans>}
        hint={<Trans>8 to 128 characters. All other devices are signed out.</Trans>}
        autoComplete="new-password"
        required
        problem={wrong?.weak && <PasswordProblem code={wrong.weak} />}
      />
      <div className={styles.foot}>
        <Button look="primary" type="submit" busy={loading && <Trans>Changing…</Trans>}>
          <Trans>Change the password</Trans>
        </Button>
        <p
          role="status"
          className={state.kind === 'failed' || state.kind === 'rate-limited' ? styles.problem : styles.quiet}
        >
          {state.kind === 'saved' && <Trans>Changed; other devices are signed out</Trans>}
          {state.kind === 'failed' && <Trans>Not changed. Try again in a minute.</Trans>}
          {state.kind === 'rate-limited' && <TooManyAttempts seconds={state.seconds} />}
        </p>
      </div>
    </form>
  )
}

function stateOf(outcome: Outcome | null | undefined): State {
  if (outcome?.__typename === 'ChangePasswordSuccess') return { kind: 'saved' }
  if (outcome?.__typename === 'WrongCredentials') return { kind: 'fields', current: 'wrong', weak: null }
  if (outcome?.__typename === 'InvalidInput')
    return { kind: 'fields', current: null, weak: outcome.fields[0]?.code ?? 'PASSWORD_LENGTH' }
  if (outcome?.__typename === 'RateLimited') return { kind: 'rate-limited', seconds: outcome.retryAfterSeconds }
  return { kind: 'failed' }
}
