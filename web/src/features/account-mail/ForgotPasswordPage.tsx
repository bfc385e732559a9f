import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import styles from './account-mail.module.css'
import { FormTrouble } from './FormTrouble.tsx'
import { type FormProblem, problemOf } from './form-problem.ts'
import { RequestPasswordResetDocument } from './generated/account-mail.ts'

/** Asks for a link that gives a new password. The answer is the same whether there is such an account. */
export function ForgotPasswordPage() {
  const { t } = useLingui()
  const [request, { loading }] = useMutation(RequestPasswordResetDocument)
  const [problem, setProblem] = useState<FormProblem | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  const form = useFirstProblem(problem)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const login = String(new FormData(event.currentTarget).get('login')).trim()
    setAsked(null)
    if (!login) return setProblem({ kind: 'field', code: 'REQUIRED' })
    const { data, error } = await request({ variables: { login } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const found = problemOf(data?.requestPasswordReset, error)
    setProblem(found)
    if (!found) setAsked(login)
  }

  return (
    <div className={styles.page}>
      <PageTitle title={t`Forgot your password?`} />
      <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextField
          name="login"
          label={<Trans>Handle or e-mail</Trans>}
          hint={<Trans>A link for a new password goes to the e-mail address of the account.</Trans>}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          problem={problem?.kind === 'field' && <Trans>Write your handle or e-mail.</Trans>}
        />
        <FormTrouble problem={problem} />
        <Button look="primary" type="submit" busy={loading && <Trans>Sending…</Trans>}>
          <Trans>Send the link</Trans>
        </Button>
        {asked !== null && (
          <p role="status">
            <Trans>
              If {asked} has an account with an address, a mail is on its way there. Its link is good for an hour.
            </Trans>
          </p>
        )}
      </form>
      <p>
        <AppLink to="/sign-in">
          <Trans>Back to signing in</Trans>
        </AppLink>
      </p>
    </div>
  )
}
