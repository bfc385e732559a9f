import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'react-router'
import { countCharacters } from '../../text/count-characters.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { PasswordProblem } from '../../ui/PasswordProblem.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import styles from './account-mail.module.css'
import { FormTrouble } from './FormTrouble.tsx'
import { type FormProblem, problemOf } from './form-problem.ts'
import { ResetPasswordDocument } from './generated/account-mail.ts'
import { LinkEnded } from './LinkEnded.tsx'

/** Where the link of a mail leads: its token stands behind the #, so that only this page reads it. */
export function ResetPasswordPage() {
  const { t } = useLingui()
  const token = useLocation().hash.slice(1)
  const [reset, { loading }] = useMutation(ResetPasswordDocument)
  const [problem, setProblem] = useState<FormProblem | null>(token ? null : { kind: 'ended' })
  const [isDone, setDone] = useState(false)
  const form = useFirstProblem(problem)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const newPassword = String(new FormData(event.currentTarget).get('newPassword'))
    const length = countCharacters(newPassword)
    if (length < 8 || length > 128) return setProblem({ kind: 'field', code: 'PASSWORD_LENGTH' })
    const { data, error } = await reset({ variables: { input: { token, newPassword } } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const found = problemOf(data?.resetPassword, error)
    setProblem(found)
    setDone(!found)
  }

  return (
    <div className={styles.page}>
      <PageTitle title={t`Choose a new password`} />
      {isDone && (
        <>
          <p role="status">
            <Trans>You have a new password, and every device is signed out.</Trans>
          </p>
          <p>
            <AppLink to="/sign-in">
              <Trans>Sign in with the new password</Trans>
            </AppLink>
          </p>
        </>
      )}
      {!isDone && problem?.kind === 'ended' && (
        <LinkEnded to="/forgot-password">
          <Trans>Ask for a new link</Trans>
        </LinkEnded>
      )}
      {!isDone && problem?.kind !== 'ended' && (
        <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
          <TextField
            name="newPassword"
            type="password"
            label={<Trans>New password</Trans>}
            hint={<Trans>8 to 128 characters. All devices are signed out.</Trans>}
            autoComplete="new-password"
            required
            problem={problem?.kind === 'field' && <PasswordProblem code={problem.code} />}
          />
          <FormTrouble problem={problem} />
          <Button look="primary" type="submit" busy={loading && <Trans>Saving…</Trans>}>
            <Trans>Set the password</Trans>
          </Button>
        </form>
      )}
    </div>
  )
}
