import { Trans } from '@lingui/react/macro'
import { RequestNumber } from '../../ui/RequestNumber.tsx'
import { TooManyAttempts } from '../../ui/TooManyAttempts.tsx'
import styles from './account-mail.module.css'
import type { FormProblem } from './form-problem.ts'

/** Above the button: what keeps it from working, where that is no field's fault. */
export function FormTrouble({ problem }: { problem: FormProblem | null }) {
  if (problem?.kind !== 'no-answer' && problem?.kind !== 'rate-limited') return null
  return (
    <>
      <p role="alert" className={styles.problem}>
        {problem.kind === 'rate-limited' ? (
          <TooManyAttempts seconds={problem.seconds} />
        ) : (
          <Trans>The forum did not answer, and nothing was changed. Try again in a minute.</Trans>
        )}
      </p>
      {problem.kind === 'no-answer' && <RequestNumber error={problem.error} />}
    </>
  )
}
