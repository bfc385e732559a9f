import { Trans } from '@lingui/react/macro'
import styles from './moderation.module.css'

/** At a text that its author and moderators alone still see. */
export function RemovedNote({ removal }: { removal: { reason: string } | null }) {
  if (!removal) return null
  return (
    <p className={styles.removed}>
      <Trans>
        Removed by moderators: <span dir="auto">{removal.reason}</span>
      </Trans>
    </p>
  )
}
