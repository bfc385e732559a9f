import { Trans } from '@lingui/react/macro'
import { useLocation } from 'react-router'
import { forgetSessionEnd } from '../../api/client.ts'
import { useSessionState } from '../../session/session-state.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import styles from './frame.module.css'

/** Says once, above the text, that the session is over or cannot be asked about. */
export function SessionNotice() {
  const state = useSessionState()
  const { pathname, search } = useLocation()
  if (state === 'fine' || pathname.startsWith('/sign-')) return null
  return (
    <div className={styles.notice} role="status">
      {state === 'ended' ? (
        <p>
          <Trans>
            Your session has ended, and you read as a guest now. What you wrote is kept in this browser.{' '}
            <AppLink to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>Sign in again</AppLink>
          </Trans>
        </p>
      ) : (
        <p>
          <Trans>
            Signing in is not possible at the moment. What is public stays readable, and what you write is kept in this
            browser.
          </Trans>
        </p>
      )}
      {state === 'ended' && (
        <Button look="plain" onClick={forgetSessionEnd}>
          <Trans>Close</Trans>
        </Button>
      )}
    </div>
  )
}
