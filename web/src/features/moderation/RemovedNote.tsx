import { Trans } from '@lingui/react/macro'
import styles from './moderation.module.css'

/** At a text that its author and moderators alone still see. */
export function RemovedNote({ removal }: { removal: { reason: string } | null }) {
  if (!removal) return null
  return (
    <p className={styles.removed}>
      {/* Beside the sentence, not in it: what somebody wrote is not read for tags. */}
      <Trans>Removed by moderators:</Trans> <span dir="auto">{removal.reason}</span>
    </p>
  )
}
