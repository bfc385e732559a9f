import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'react-router'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import styles from '../account-mail/account-mail.module.css'
import { FormTrouble } from '../account-mail/FormTrouble.tsx'
import { type FormProblem, problemOf } from '../account-mail/form-problem.ts'
import { SignUpFieldProblem } from '../sign-in/SignUpFieldProblem.tsx'
import { wrongFields } from '../sign-in/sign-up-rules.ts'
import { CreateFirstAdminDocument } from './generated/first-admin.ts'

type Problem = FormProblem | { kind: 'fields'; fields: { path: string[]; code: string; message: string }[] }

/** Where the link of a new installation leads: whoever has it becomes the first admin. */
export function FirstAdminPage() {
  const { t } = useLingui()
  const token = useLocation().hash.slice(1)
  const [create, { loading }] = useMutation(CreateFirstAdminDocument)
  const [problem, setProblem] = useState<Problem | null>(token ? null : { kind: 'ended' })
  const [isDone, setDone] = useState(false)
  const form = useFirstProblem(problem)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const text = (name: string) => String(given.get(name) ?? '')
    const input = { token, handle: text('handle').trim(), email: text('email').trim(), password: text('password') }
    const wrong = wrongFields({ ...input, displayName: '' })
    if (wrong.length > 0)
      return setProblem({ kind: 'fields', fields: wrong.map((name) => ({ path: [name], code: '', message: '' })) })
    const { data, error } = await create({ variables: { input } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const outcome = data?.createFirstAdmin
    const found = problemOf(outcome, error)
    const isAboutFields = found?.kind === 'field' && outcome?.__typename === 'InvalidInput'
    setProblem(isAboutFields ? { kind: 'fields', fields: outcome.fields } : found)
    setDone(!found)
  }

  const fields = problem?.kind === 'fields' ? problem.fields : []
  const problemAt = (name: string) => {
    const found = fields.find(({ path }) => path[0] === name)
    return found && <SignUpFieldProblem field={name} code={found.code} fallback={found.message} />
  }

  return (
    <div className={styles.page}>
      <PageTitle title={t`The first administrator`} />
      {isDone && (
        <>
          <p role="status">
            <Trans>
              You are the administrator of this forum. Sign in, then say what this place is and what its rules are.
            </Trans>
          </p>
          <p>
            <AppLink to="/sign-in?next=/admin/site">
              <Trans>Sign in</Trans>
            </AppLink>
          </p>
        </>
      )}
      {!isDone && problem?.kind === 'ended' && (
        <p role="alert">
          <Trans>This link is worth nothing any more: the forum has an administrator, or the link is not whole.</Trans>
        </p>
      )}
      {!isDone && problem?.kind !== 'ended' && (
        <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
          <TextField
            name="handle"
            label={<Trans>Handle</Trans>}
            hint={<Trans>3 to 30 of a–z, 0–9 and _. It is your address here and never changes.</Trans>}
            problem={problemAt('handle')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <TextField
            name="email"
            type="email"
            label={<Trans>E-mail</Trans>}
            hint={<Trans>Nobody else sees it.</Trans>}
            problem={problemAt('email')}
            autoComplete="email"
            required
          />
          <TextField
            name="password"
            type="password"
            label={<Trans>Password</Trans>}
            hint={<Trans>At least 8 characters.</Trans>}
            problem={problemAt('password')}
            autoComplete="new-password"
            required
          />
          <FormTrouble problem={problem?.kind === 'fields' ? null : problem} />
          <Button look="primary" type="submit" busy={loading && <Trans>Saving…</Trans>}>
            <Trans>Become the administrator</Trans>
          </Button>
        </form>
      )}
    </div>
  )
}
