import { Trans } from '@lingui/react/macro'
import styles from './states.module.css'

/** Nothing for 150 ms, then static grey lines about the size of what comes. */
export function Lines({ rows = 6 }: { rows?: number }) {
  return (
    <div className={styles.lines} role="status" data-loading="">
      <span className="visually-hidden">
        <Trans>Loading</Trans>
      </span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row} aria-hidden="true">
          <div className={styles.line} />
          <div className={styles.line} />
          <div className={styles.line} />
        </div>
      ))}
    </div>
  )
}
