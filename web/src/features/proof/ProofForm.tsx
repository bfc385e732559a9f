import { useMutation } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import { ConfirmPasswordDocument } from './generated/proof.ts'
import styles from './proof.module.css'

type State = { kind: 'idle' | 'empty' | 'wrong' | 'failed' } | { kind: 'rate-limited'; seconds: number }

/** Asks for the password where an act needs it, in the place of the act's own words; then the act is done by itself. */
export function ProofForm({ onProved }: { onProved: () => void }) {
  const [confirm, { loading }] = useMutation(ConfirmPasswordDocument)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [state])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const currentPassword = String(new FormData(event.currentTarget).get('currentPassword'))
    if (!currentPassword) return setState({ kind: 'empty' })
    const { data } = await confirm({ variables: { currentPassword } }).catch(() => ({ data: null }))
    const outcome = data?.confirmPassword
    if (outcome?.__typename === 'ConfirmPasswordSuccess') return onProved()
    if (outcome?.__typename === 'WrongCredentials') setState({ kind: 'wrong' })
    else if (outcome?.__typename === 'RateLimited')
      setState({ kind: 'rate-limited', seconds: outcome.retryAfterSeconds })
    else setState({ kind: 'failed' })
  }

  return (
    <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField
        name="currentPassword"
        type="password"
        label={<Trans>Your password, once more</Trans>}
        hint={<Trans>What administrators do asks for it every ten minutes.</Trans>}
        autoComplete="current-password"
        required
        problem={
          (state.kind === 'empty' && <Trans>Write your password.</Trans>) ||
          (state.kind === 'wrong' && <Trans>This is not your password.</Trans>)
        }
      />
      {state.kind === 'failed' && (
        <p role="alert" className={styles.problem}>
          <Trans>The forum did not answer, and nothing was changed. Try again in a minute.</Trans>
        </p>
      )}
      {state.kind === 'rate-limited' && (
        <p role="alert" className={styles.problem}>
          <TooManyAttempts seconds={state.seconds} />
        </p>
      )}
      <div>
        <Button look="primary" type="submit" busy={loading && <Trans>Checking…</Trans>}>
          <Trans>Confirm and go on</Trans>
        </Button>
      </div>
    </form>
  )
}
