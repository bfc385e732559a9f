import { Plural, Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { AppLink } from '../../ui/AppLink.tsx'
import { RequestNumber } from '../../ui/RequestNumber.tsx'
import styles from './drafts.module.css'
import { InvalidFields } from './InvalidFields.tsx'
import type { SendProblem } from './send-problem.ts'

/** Above the button: what happened to the sending, and what to do. The text itself is kept. */
export function SendProblemNote({ problem, actions }: { problem: SendProblem; actions?: ReactNode }) {
  return (
    <div className={styles.problem} role="alert">
      <p>
        <Words problem={problem} />
      </p>
      {problem.kind === 'no-answer' && <RequestNumber error={problem.error} />}
      {actions && <p>{actions}</p>}
    </div>
  )
}

function Words({ problem }: { problem: SendProblem }) {
  const { pathname, search } = useLocation()
  switch (problem.kind) {
    case 'session-ended':
      return (
        <Trans>
          Your session has ended. The text is kept here:{' '}
          <AppLink to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>sign in</AppLink>, and you come back to
          it.
        </Trans>
      )
    case 'auth-away':
      return (
        <Trans>
          Signing in is not possible at the moment, so this was not sent. The text is kept here; press again in a
          minute.
        </Trans>
      )
    case 'no-answer':
      return (
        <Trans>The forum did not answer. The text is kept here; press again, it will not be published twice.</Trans>
      )
    case 'gone':
      return <Trans>What you answer to is not here any more. The text is kept, so that you can copy it.</Trans>
    case 'not-allowed':
      return <Trans>This is not allowed here. The text is kept, so that you can copy it.</Trans>
    case 'key-reused':
      return (
        <Trans>
          An earlier version of this text had arrived after all and is published already. Look at it first, or publish
          this one as a new text.
        </Trans>
      )
    case 'conflict':
      return (
        <Trans>
          Somebody changed this since you opened it, perhaps you in another window. Look at the current text first, or
          put yours in its place.
        </Trans>
      )
    case 'rate-limited':
      return (
        <>
          <Trans>That was much in a short time.</Trans>{' '}
          <Plural
            value={problem.seconds}
            one="Press again in # second; the text is kept here."
            other="Press again in # seconds; the text is kept here."
          />
        </>
      )
    case 'invalid':
      return <InvalidFields fields={problem.fields} />
  }
}
