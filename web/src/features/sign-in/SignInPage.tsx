import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { codeOf, retryAfterOf } from '../../api/outage.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { RequestNumber } from '../../ui/RequestNumber.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import { arrive } from './arrive.ts'
import { SignInDocument } from './generated/sign-in.ts'
import { SuspendedActs } from './SuspendedActs.tsx'
import { SuspendedNote } from './SuspendedNote.tsx'
import styles from './sign-in.module.css'

type Problem =
  | { kind: 'wrong' | 'refused' | 'unconfirmed' }
  | { kind: 'no-answer'; error: unknown }
  | { kind: 'empty'; login: boolean; password: boolean }
  | { kind: 'rate-limited'; seconds: number }
  | { kind: 'suspended'; until: string | null; reason: string | null; token: string | null }

export function SignInPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const next = search.get('next')
  const [signIn] = useMutation(SignInDocument)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const form = useFirstProblem(problem)
  const empty = problem?.kind === 'empty' ? problem : null

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const login = String(given.get('login')).trim()
    const password = String(given.get('password'))
    if (!login || !password) {
      setProblem({ kind: 'empty', login: !login, password: !password })
      return
    }
    setProblem(null)
    setBusy(true)
    const { data, error } = await signIn({
      variables: { input: { login, password, session: 'COOKIES' } },
    }).catch((failure: unknown) => ({ data: null, error: failure }))
    const outcome = data?.login
    if (outcome?.__typename === 'LoginSuccess') return arrive(navigate, next)
    setBusy(false)
    if (outcome?.__typename === 'RateLimited') setProblem({ kind: 'rate-limited', seconds: outcome.retryAfterSeconds })
    else if (outcome?.__typename === 'AccountSuspended')
      setProblem({ kind: 'suspended', until: outcome.until, reason: outcome.reason, token: outcome.token })
    else if (outcome?.__typename === 'WrongCredentials' || outcome?.__typename === 'InvalidInput')
      setProblem({ kind: 'wrong' })
    else if (outcome?.__typename === 'NotAllowed' && outcome.code === 'EMAIL_NOT_VERIFIED')
      setProblem({ kind: 'unconfirmed' })
    else if (codeOf(error) === 'RATE_LIMITED') setProblem({ kind: 'rate-limited', seconds: retryAfterOf(error) ?? 60 })
    else setProblem(codeOf(error) ? { kind: 'no-answer', error } : { kind: 'refused' })
  }

  return (
    <div className={styles.page}>
      <PageTitle title={t`Sign in`} />
      <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextField
          name="login"
          label={<Trans>Handle or e-mail</Trans>}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          problem={empty?.login && <Trans>Write your handle or e-mail.</Trans>}
        />
        <TextField
          name="password"
          type="password"
          label={<Trans>Password</Trans>}
          autoComplete="current-password"
          required
          problem={empty?.password && <Trans>Write your password.</Trans>}
        />
        {problem?.kind === 'suspended' && <SuspendedNote until={problem.until} reason={problem.reason} />}
        {problem && !empty && problem.kind !== 'suspended' && (
          <p role="alert" className={styles.problem}>
            {problem.kind === 'wrong' && (
              <Trans>No account has this name with this password. Check both and try again.</Trans>
            )}
            {problem.kind === 'no-answer' && (
              <Trans>
                Signing in is not possible at the moment. What is public stays readable; try again in a minute.
              </Trans>
            )}
            {problem.kind === 'unconfirmed' && (
              <Trans>Confirm your e-mail address first: a link was sent to it just now.</Trans>
            )}
            {problem.kind === 'refused' && (
              <Trans>This account cannot sign in. Ask the administrator of the forum.</Trans>
            )}
            {problem.kind === 'rate-limited' && <TooManyAttempts seconds={problem.seconds} />}
          </p>
        )}
        {problem?.kind === 'no-answer' && <RequestNumber error={problem.error} />}
        <Button look="primary" type="submit" busy={isBusy && <Trans>Signing in…</Trans>}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      {problem?.kind === 'suspended' && problem.token && <SuspendedActs key={problem.token} token={problem.token} />}
      <p>
        <Trans>
          New here? <AppLink to={`/sign-up${next ? `?next=${encodeURIComponent(next)}` : ''}`}>Sign up</AppLink>
        </Trans>
      </p>
      <p>
        <AppLink to="/forgot-password">
          <Trans>Forgot your password?</Trans>
        </AppLink>
      </p>
    </div>
  )
}
