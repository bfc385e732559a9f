import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import styles from './states.module.css'

/** What is missing, what still works, and the way to try again. */
export function ErrorState({ children, onRetry }: { children: ReactNode; onRetry?: () => void }) {
  return (
    <div className={styles.state} role="status">
      <p>{children}</p>
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
