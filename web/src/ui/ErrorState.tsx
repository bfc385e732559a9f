import { Trans } from '@lingui/react/macro'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { useOnline } from '../browser/use-online.ts'
import { Button } from './Button.tsx'
import styles from './states.module.css'

/** What is missing, what still works, and the way to try again. Without a network it says that instead, and tries by itself when there is one. */
export function ErrorState({ children, onRetry }: { children: ReactNode; onRetry?: () => void }) {
  const isOnline = useOnline()
  const wasOffline = useRef(false)
  const retry = useEffectEvent(() => onRetry?.())
  useEffect(() => {
    if (isOnline && wasOffline.current) retry()
    wasOffline.current = !isOnline
  }, [isOnline])
  return (
    <div className={styles.state} role="status">
      <p>{isOnline ? children : <Trans>You are offline. This comes by itself when the network is back.</Trans>}</p>
      {onRetry && (
        <p>
          <Button onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        </p>
      )}
    </div>
  )
}
