import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { TextAreaField, TextField } from '../../ui/Field.tsx'
import type { SiteWordsFragment } from '../about/generated/about.ts'
import { RuleList } from '../about/RuleList.tsx'
import styles from './sign-in.module.css'

type SignUpTermsProps = {
  site: SiteWordsFragment
  /** Of the link that led here. */
  invite: string
  problemOf: (name: string) => ReactNode
}

/** What this place asks of who comes: an invite, an application, a yes to its rules. */
export function SignUpTerms({ site: { registration, rules }, invite, problemOf }: SignUpTermsProps) {
  const agreement = problemOf('rulesVersion')
  return (
    <>
      {(registration === 'INVITE' || invite) && (
        <TextField
          name="invite"
          label={<Trans>Invite</Trans>}
          hint={<Trans>The code that a member gave you.</Trans>}
          defaultValue={invite}
          autoComplete="off"
          spellCheck={false}
          problem={problemOf('invite')}
        />
      )}
      {registration === 'APPROVAL' && (
        <TextAreaField
          name="application"
          label={<Trans>Who are you, and what brings you here?</Trans>}
          hint={<Trans>An administrator reads it and lets you in.</Trans>}
          problem={problemOf('application')}
        />
      )}
      {rules.length > 0 && (
        <div className={styles.terms}>
          <p className={styles.word}>
            <Trans>The rules here</Trans>
          </p>
          <RuleList rules={rules} />
          <label className={styles.agree}>
            <input type="checkbox" name="agree" aria-invalid={agreement ? true : undefined} />
            <Trans>I have read them and keep to them</Trans>
          </label>
          {agreement && <p className={styles.problem}>{agreement}</p>}
        </div>
      )}
    </>
  )
}
