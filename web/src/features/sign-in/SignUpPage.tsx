import { useMutation, useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { codeOf, retryAfterOf } from '../../api/outage.ts'
import { currentLanguage } from '../../i18n/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { RequestNumber } from '../../ui/RequestNumber.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import { AboutDocument } from '../about/generated/about.ts'
import { browserTimeZone, mailLanguageOf } from '../account-mail/mail-habits.ts'
import { arrive } from './arrive.ts'
import { SignUpDocument } from './generated/sign-in.ts'
import { SignUpFieldProblem } from './SignUpFieldProblem.tsx'
import { SignUpTerms } from './SignUpTerms.tsx'
import styles from './sign-in.module.css'
import { wrongFields } from './sign-up-rules.ts'

type FieldProblem = { path: string[]; code: string; message: string }
type Problem =
  | { kind: 'fields'; fields: FieldProblem[] }
  | { kind: 'refused' }
  | { kind: 'no-answer'; error: unknown }
  | { kind: 'rate-limited'; seconds: number }

export function SignUpPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const next = search.get('next')
  const [signUp] = useMutation(SignUpDocument)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [waiting, setWaiting] = useState<{ email: string; isApplication: boolean } | null>(null)
  const invite = /^#invite=([\w-]{1,64})$/.exec(useLocation().hash)?.[1] ?? ''
  const { data: place, refetch } = useQuery(AboutDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const site = place?.site ?? null
  const form = useFirstProblem(problem)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '')
    const given = {
      handle: text('handle').trim(),
      email: text('email').trim(),
      password: text('password'),
      displayName: text('displayName').trim(),
    }
    const wrong = [...wrongFields(given), ...(form.has('agree') || !site?.rules.length ? [] : ['rulesVersion'])]
    if (wrong.length > 0) {
      setProblem({ kind: 'fields', fields: wrong.map((name) => ({ path: [name], code: '', message: '' })) })
      return
    }
    setProblem(null)
    setBusy(true)
    const input = {
      ...given,
      displayName: given.displayName || null,
      session: 'COOKIES' as const,
      language: mailLanguageOf(currentLanguage()),
      timezone: browserTimeZone(),
      invite: text('invite').trim() || null,
      application: text('application').trim() || null,
      rulesVersion: form.has('agree') ? (site?.rulesVersion ?? null) : null,
    }
    const { data, error } = await signUp({ variables: { input } }).catch((failure: unknown) => ({
      data: null,
      error: failure,
    }))
    const outcome = data?.register
    if (outcome?.__typename === 'RegisterSuccess' && outcome.viewer) return arrive(navigate, next)
    setBusy(false)
    if (outcome?.__typename === 'RegisterSuccess')
      return setWaiting({ email: given.email, isApplication: outcome.next === 'AWAIT_APPROVAL' })
    if (outcome?.__typename === 'InvalidInput') {
      setProblem({ kind: 'fields', fields: outcome.fields })
      // What this place asks was changed while the page stood open.
      if (
        outcome.fields.some(
          ({ path }) => path[0] === 'rulesVersion' || path[0] === 'invite' || path[0] === 'application',
        )
      )
        void refetch()
    } else if (outcome?.__typename === 'RateLimited')
      setProblem({ kind: 'rate-limited', seconds: outcome.retryAfterSeconds })
    else if (codeOf(error) === 'RATE_LIMITED') setProblem({ kind: 'rate-limited', seconds: retryAfterOf(error) ?? 60 })
    else setProblem(outcome ? { kind: 'refused' } : { kind: 'no-answer', error })
  }

  const fields = problem?.kind === 'fields' ? problem.fields : []
  const problemOf = (name: string) => {
    const found = fields.find(({ path }) => path[0] === name)
    return found && <SignUpFieldProblem field={name} code={found.code} fallback={found.message} />
  }

  if (waiting) {
    const { email } = waiting
    return (
      <div className={styles.page}>
        <PageTitle title={t`Look into your mailbox`} />
        <p role="status">
          <Trans>A link was sent to {email}. Open it within a day to confirm that the address is yours.</Trans>
        </p>
        {waiting.isApplication && (
          <p>
            <Trans>Then an administrator reads your application. You get a mail when you can sign in.</Trans>
          </p>
        )}
        <p>
          <AppLink to="/sign-in">
            <Trans>Sign in</Trans>
          </AppLink>
        </p>
      </div>
    )
  }
  return (
    <div className={styles.page}>
      <PageTitle title={t`Sign up`} />
      <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextField
          name="handle"
          label={<Trans>Handle</Trans>}
          hint={<Trans>3 to 30 of a–z, 0–9 and _. It is your address here and never changes.</Trans>}
          problem={problemOf('handle')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <TextField
          name="displayName"
          label={<Trans>Name</Trans>}
          hint={<Trans>How others see you. You can choose it later.</Trans>}
          problem={problemOf('displayName')}
          autoComplete="name"
        />
        <TextField
          name="email"
          type="email"
          label={<Trans>E-mail</Trans>}
          hint={<Trans>Nobody else sees it.</Trans>}
          problem={problemOf('email')}
          autoComplete="email"
          required
        />
        <TextField
          name="password"
          type="password"
          label={<Trans>Password</Trans>}
          hint={<Trans>At least 8 characters.</Trans>}
          problem={problemOf('password')}
          autoComplete="new-password"
          required
        />
        {site && <SignUpTerms site={site} invite={invite} problemOf={problemOf} />}
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem.kind === 'fields' && <Trans>Check the fields marked above.</Trans>}
            {problem.kind === 'no-answer' && (
              <Trans>Signing up is not possible at the moment. Try again in a minute.</Trans>
            )}
            {problem.kind === 'refused' && <Trans>This forum takes no new accounts at the moment.</Trans>}
            {problem.kind === 'rate-limited' && <TooManyAttempts seconds={problem.seconds} />}
          </p>
        )}
        {problem?.kind === 'no-answer' && <RequestNumber error={problem.error} />}
        <Button look="primary" type="submit" busy={isBusy && <Trans>Signing up…</Trans>}>
          <Trans>Sign up</Trans>
        </Button>
      </form>
      <p>
        <Trans>
          Already here? <AppLink to={`/sign-in${next ? `?next=${encodeURIComponent(next)}` : ''}`}>Sign in</AppLink>
        </Trans>
      </p>
    </div>
  )
}
