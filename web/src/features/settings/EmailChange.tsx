import { useMutation } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import { ChangeEmailDocument, type ChangeEmailMutation, MailSettingsDocument } from './generated/settings.ts'
import styles from './settings.module.css'

type Outcome = NonNullable<ChangeEmailMutation['changeEmail']>
type State =
  | { kind: 'idle' | 'sent' | 'failed' }
  | { kind: 'fields'; email: string | null; password: 'empty' | 'wrong' | null }
  | { kind: 'rate-limited'; seconds: number }

/** Another address: with the password, and with the link that goes there. */
export function EmailChange() {
  const [change, { loading }] = useMutation(ChangeEmailDocument)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const form = useFirstProblem(state)
  const wrong = state.kind === 'fields' ? state : null

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const target = event.currentTarget
    const given = new FormData(target)
    const input = { email: String(given.get('email')).trim(), currentPassword: String(given.get('currentPassword')) }
    const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email) ? null : 'EMAIL_MALFORMED'
    if (email || !input.currentPassword) {
      setState({ kind: 'fields', email, password: input.currentPassword ? null : 'empty' })
      return
    }
    const { data } = await change({ variables: { input }, refetchQueries: [MailSettingsDocument] }).catch(() => ({
      data: null,
    }))
    const outcome = data?.changeEmail
    if (outcome?.__typename === 'ChangeEmailSuccess') target.reset()
    setState(stateOf(outcome))
  }

  return (
    <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField
        name="email"
        type="email"
        label={<Trans>Another e-mail address</Trans>}
        autoComplete="email"
        required
        problem={wrong?.email && <EmailProblem code={wrong.email} />}
      />
      <TextField
        name="currentPassword"
        type="password"
        label={<Trans>Your password</Trans>}
        autoComplete="current-password"
        required
        problem={
          wrong?.password &&
          (wrong.password === 'empty' ? <Trans>Write your password.</Trans> : <Trans>This is not your password.</Trans>)
        }
      />
      <div className={styles.foot}>
        <Button type="submit" busy={loading && <Trans>Sending…</Trans>}>
          <Trans>Change the address</Trans>
        </Button>
        <p
          role="status"
          className={state.kind === 'failed' || state.kind === 'rate-limited' ? styles.problem : styles.quiet}
        >
          {state.kind === 'sent' && <Trans>A link was sent there. The address changes when you open it.</Trans>}
          {state.kind === 'failed' && <Trans>Not changed. Try again in a minute.</Trans>}
          {state.kind === 'rate-limited' && <TooManyAttempts seconds={state.seconds} />}
        </p>
      </div>
    </form>
  )
}

function EmailProblem({ code }: { code: string }) {
  if (code === 'EMAIL_SAME') return <Trans>This is your address already.</Trans>
  if (code === 'EMAIL_UNREACHABLE') return <Trans>No mail can reach this address. Give one of yours.</Trans>
  return <Trans>This does not look like an e-mail address.</Trans>
}

function stateOf(outcome: Outcome | null | undefined): State {
  if (outcome?.__typename === 'ChangeEmailSuccess') return { kind: 'sent' }
  if (outcome?.__typename === 'WrongCredentials') return { kind: 'fields', email: null, password: 'wrong' }
  if (outcome?.__typename === 'InvalidInput')
    return { kind: 'fields', email: outcome.fields[0]?.code ?? 'EMAIL_MALFORMED', password: null }
  if (outcome?.__typename === 'RateLimited') return { kind: 'rate-limited', seconds: outcome.retryAfterSeconds }
  return { kind: 'failed' }
}
