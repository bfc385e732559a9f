import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useId, useState } from 'react'
import type { DeletedTexts } from '../../generated/schema.ts'
import { dateAndTime } from '../../text/dates.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import styles from './deletion.module.css'
import { DeleteAccountDocument, type DeleteAccountMutation } from './generated/deletion.ts'

type Outcome = NonNullable<DeleteAccountMutation['deleteAccount']>
type State =
  | { kind: 'idle' | 'empty' | 'wrong' | 'last-admin' | 'too-soon' | 'failed' }
  | { kind: 'rate-limited'; seconds: number }
  | { kind: 'asked'; at: string }

/** Asks for the end of the account, with its password. `onAsked`: every session is over by then. */
export function DeletionForm({ onAsked }: { onAsked: () => void }) {
  const { i18n } = useLingui()
  const [ask, { loading }] = useMutation(DeleteAccountDocument)
  const [texts, setTexts] = useState<DeletedTexts>('KEEP_WITHOUT_NAME')
  const [state, setState] = useState<State>({ kind: 'idle' })
  const form = useFirstProblem(state)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const currentPassword = String(new FormData(event.currentTarget).get('currentPassword'))
    if (!currentPassword) return setState({ kind: 'empty' })
    const { data } = await ask({ variables: { input: { currentPassword, texts } } }).catch(() => ({ data: null }))
    const next = stateOf(data?.deleteAccount)
    setState(next)
    if (next.kind === 'asked') onAsked()
  }

  if (state.kind === 'asked') {
    const end = dateAndTime(state.at, i18n.locale)
    return (
      <p role="status">
        <Trans>
          You are signed out, and nobody sees the account any more. On {end} it is gone for good. To keep it, sign in
          before then and choose to keep it.
        </Trans>
      </p>
    )
  }
  return (
    <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      <p>
        <Trans>
          Everybody stops seeing the account at once, and in seven days it is gone: address, names, likes, reposts and
          follows. Until then signing in can bring it back. The handle is never given to anybody again.
        </Trans>
      </p>
      <TextsChoice value={texts} onChange={setTexts} />
      <TextField
        name="currentPassword"
        type="password"
        label={<Trans>Your password</Trans>}
        autoComplete="current-password"
        required
        problem={
          (state.kind === 'empty' && <Trans>Write your password.</Trans>) ||
          (state.kind === 'wrong' && <Trans>This is not your password.</Trans>)
        }
      />
      {state.kind !== 'idle' && state.kind !== 'empty' && state.kind !== 'wrong' && (
        <p role="alert" className={styles.problem}>
          {state.kind === 'last-admin' && <Trans>You are the last administrator. Make somebody else one first.</Trans>}
          {state.kind === 'too-soon' && (
            <Trans>The password or the address was changed within a day. Come back when a day has passed.</Trans>
          )}
          {state.kind === 'failed' && (
            <Trans>The forum did not answer, and nothing was changed. Try again in a minute.</Trans>
          )}
          {state.kind === 'rate-limited' && <TooManyAttempts seconds={state.seconds} />}
        </p>
      )}
      <Button look="danger" type="submit" busy={loading && <Trans>Deleting…</Trans>}>
        <Trans>Delete the account</Trans>
      </Button>
    </form>
  )
}

function TextsChoice({ value, onChange }: { value: DeletedTexts; onChange: (value: DeletedTexts) => void }) {
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend>
        <Trans>What you wrote</Trans>
      </legend>
      <label>
        <input
          type="radio"
          name={name}
          checked={value === 'KEEP_WITHOUT_NAME'}
          onChange={() => onChange('KEEP_WITHOUT_NAME')}
        />
        <Trans>stays, under nobody’s name</Trans>
      </label>
      <label>
        <input type="radio" name={name} checked={value === 'EMPTY'} onChange={() => onChange('EMPTY')} />
        <Trans>goes too; what others wrote below it stays</Trans>
      </label>
    </fieldset>
  )
}

function stateOf(outcome: Outcome | null | undefined): State {
  switch (outcome?.__typename) {
    case 'DeleteAccountSuccess':
      return { kind: 'asked', at: outcome.deletionAt }
    case 'WrongCredentials':
      return { kind: 'wrong' }
    case 'RateLimited':
      return { kind: 'rate-limited', seconds: outcome.retryAfterSeconds }
    case 'NotAllowed':
      return {
        kind: outcome.code === 'LAST_ADMIN' ? 'last-admin' : outcome.code === 'CHANGED_OF_LATE' ? 'too-soon' : 'failed',
      }
    case 'InvalidInput':
    case 'NotFound':
    case undefined:
      return { kind: 'failed' }
  }
}
