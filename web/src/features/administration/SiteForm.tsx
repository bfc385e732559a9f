import { useMutation } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { TextAreaField, TextField } from '../../ui/Field.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import { useFirstProblem } from '../../ui/use-first-problem.ts'
import type { SiteWordsFragment } from '../about/generated/about.ts'
import { ProofForm } from '../proof/ProofForm.tsx'
import styles from './administration.module.css'
import { UpdateSiteDocument, type UpdateSiteMutation } from './generated/administration.ts'
import { type EditedRule, RuleFields } from './RuleFields.tsx'

type Outcome = NonNullable<UpdateSiteMutation['updateSite']>
type State =
  | { kind: 'idle' | 'saved' | 'failed' | 'proof' }
  | { kind: 'fields'; fields: { path: string[]; code: string }[] }
  | { kind: 'rate-limited'; seconds: number }

export function SiteForm({ site }: { site: SiteWordsFragment }) {
  const { t } = useLingui()
  const [update, { loading }] = useMutation(UpdateSiteDocument)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [texts, setTexts] = useState({ name: site.name, description: site.description, contact: site.contact })
  const [registration, setRegistration] = useState(site.registration)
  const [rules, setRules] = useState<EditedRule[]>(site.rules.map((rule) => ({ ...rule, key: rule.id })))
  const form = useFirstProblem(state)

  const save = async () => {
    const input = { ...texts, registration, rules: rules.map(({ id, title, text }) => ({ id, title, text })) }
    const { data } = await update({ variables: { input } }).catch(() => ({ data: null }))
    const outcome = data?.updateSite
    if (outcome?.__typename === 'UpdateSiteSuccess')
      setRules(outcome.site.rules.map((rule) => ({ ...rule, key: rule.id })))
    setState(stateOf(outcome))
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save()
  }
  const edit = (change: Partial<typeof texts>) => {
    setTexts({ ...texts, ...change })
    setState({ kind: 'idle' })
  }
  const isWrong = (...path: string[]) =>
    state.kind === 'fields' && state.fields.some((field) => field.path.join('.').startsWith(path.join('.')))

  if (state.kind === 'proof') return <ProofForm onProved={() => void save()} />
  return (
    <form ref={form} noValidate className={styles.form} onSubmit={submit}>
      <TextField
        name="name"
        label={<Trans>Name of the place</Trans>}
        value={texts.name}
        onChange={({ target }) => edit({ name: target.value })}
        problem={isWrong('name') && <Trans>1 to 60 characters that can be seen.</Trans>}
      />
      <TextAreaField
        name="description"
        label={<Trans>What it is</Trans>}
        value={texts.description}
        onChange={({ target }) => edit({ description: target.value })}
        problem={isWrong('description') && <Trans>At most 1,000 characters.</Trans>}
      />
      <TextField
        name="contact"
        label={<Trans>Where to write to whoever runs it</Trans>}
        hint={<Trans>Everybody sees it.</Trans>}
        value={texts.contact}
        onChange={({ target }) => edit({ contact: target.value })}
        problem={isWrong('contact') && <Trans>At most 254 characters.</Trans>}
      />
      <div>
        <p className={styles.word}>
          <Trans>Sign-up</Trans>
        </p>
        <Choice
          label={t`Sign-up`}
          options={[
            { value: 'OPEN', word: t`Open` },
            { value: 'APPROVAL', word: t`By application` },
            { value: 'INVITE', word: t`By invite` },
            { value: 'CLOSED', word: t`Closed` },
          ]}
          value={registration}
          onChoose={(value) => {
            setRegistration(value)
            setState({ kind: 'idle' })
          }}
        />
      </div>
      <RuleFields
        rules={rules}
        isWrong={(index) => isWrong('rules', String(index))}
        onChange={(changed) => {
          setRules(changed)
          setState({ kind: 'idle' })
        }}
      />
      <div className={styles.foot}>
        <Button look="primary" type="submit" busy={loading && <Trans>Saving…</Trans>}>
          <Trans>Save</Trans>
        </Button>
        <p role="status" className={state.kind === 'idle' || state.kind === 'saved' ? styles.quiet : styles.problem}>
          {state.kind === 'saved' && <Trans>Saved</Trans>}
          {state.kind === 'failed' && <Trans>Not saved. Try again in a minute.</Trans>}
          {state.kind === 'fields' && <Trans>Check the fields marked above.</Trans>}
          {state.kind === 'rate-limited' && <TooManyAttempts seconds={state.seconds} />}
        </p>
      </div>
    </form>
  )
}

function stateOf(outcome: Outcome | null | undefined): State {
  if (outcome?.__typename === 'UpdateSiteSuccess') return { kind: 'saved' }
  if (outcome?.__typename === 'PasswordNeeded') return { kind: 'proof' }
  if (outcome?.__typename === 'InvalidInput') return { kind: 'fields', fields: outcome.fields }
  if (outcome?.__typename === 'RateLimited') return { kind: 'rate-limited', seconds: outcome.retryAfterSeconds }
  return { kind: 'failed' }
}
