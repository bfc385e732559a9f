import type { ReactNode } from 'react'
import { AppLink } from './AppLink.tsx'
import styles from './states.module.css'

/** One sentence, one action. */
export function EmptyState({ children, action }: { children: ReactNode; action?: { to: string; label: string } }) {
  return (
    <div className={styles.state}>
      <p>{children}</p>
      {action && (
        <p>
          <AppLink to={action.to}>{action.label}</AppLink>
        </p>
      )}
    </div>
  )
}
