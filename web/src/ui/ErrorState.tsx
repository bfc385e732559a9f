import { Plural, Trans } from '@lingui/react/macro'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { codeOf, retryAfterOf } from '../api/outage.ts'
import { useOnline } from '../browser/use-online.ts'
import { Button } from './Button.tsx'
import { RequestNumber } from './RequestNumber.tsx'
import styles from './states.module.css'

type ErrorStateProps = { children: ReactNode; onRetry?: () => void; error?: unknown }

/** What is missing, what still works, and the way to try again. Without a network it says that instead, and tries by itself when there is one. */
export function ErrorState({ children, onRetry, error }: ErrorStateProps) {
  const isOnline = useOnline()
  const wasOffline = useRef(false)
  const retry = useEffectEvent(() => onRetry?.())
  useEffect(() => {
    if (isOnline && wasOffline.current) retry()
    wasOffline.current = !isOnline
  }, [isOnline])
  const isRefused = codeOf(error) === 'RATE_LIMITED'
  return (
    <div className={styles.state} role="status">
      {isOnline ? (
        <p>{isRefused ? <Refused seconds={retryAfterOf(error) ?? 60} /> : children}</p>
      ) : (
        <p>
          <Trans>You are offline. This comes by itself when the network is back.</Trans>
        </p>
      )}
      {onRetry && (
        <p>
          <Button onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        </p>
      )}
      {isOnline && !isRefused && <RequestNumber error={error} />}
    </div>
  )
}

/** It went on by itself a few times (api/patient-fetch.ts): now it is the reader's turn. */
function Refused({ seconds }: { seconds: number }) {
  return (
    <>
      <Trans>Too much was asked from here at once.</Trans>{' '}
      <Plural value={seconds} one="Try again in # second." other="Try again in # seconds." />
    </>
  )
}
