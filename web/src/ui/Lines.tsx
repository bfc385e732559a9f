import { Plural, Trans } from '@lingui/react/macro'
import { useSecondsToWait } from '../browser/waiting.ts'
import styles from './states.module.css'

/** Nothing for 150 ms, then static grey lines about the size of what comes; where the forum asks for patience, how long that is. */
export function Lines({ rows = 6 }: { rows?: number }) {
  const seconds = useSecondsToWait()
  return (
    <div className={styles.lines} role="status" data-loading="">
      <span className="visually-hidden">
        {seconds === null ? (
          <Trans>Loading</Trans>
        ) : (
          <Trans>Too much was asked from here at once. This goes on by itself.</Trans>
        )}
      </span>
      {seconds !== null && (
        // Not read aloud: it would be said anew each second.
        <p className={styles.waiting} aria-hidden="true">
          <Trans>Too much was asked from here at once.</Trans>{' '}
          <Plural
            value={seconds}
            one="This goes on by itself in # second."
            other="This goes on by itself in # seconds."
          />
        </p>
      )}
      {Array.from({ length: seconds === null ? rows : rows - 1 }, (_, row) => (
        <div key={row} className={styles.row} aria-hidden="true">
          <div className={styles.line} />
          <div className={styles.line} />
          <div className={styles.line} />
        </div>
      ))}
    </div>
  )
}
