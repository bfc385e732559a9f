import { Trans } from '@lingui/react/macro'
import { useIsOutdated } from '../../api/outdated.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './frame.module.css'

/** Says, above the text, that the forum takes nothing from this page any more. */
export function OutdatedNotice() {
  if (!useIsOutdated()) return null
  return (
    <div className={styles.notice} role="status">
      <p>
        <Trans>
          The forum was renewed since this page was opened. Load it anew to go on: what you wrote is kept in this
          browser.
        </Trans>
      </p>
      <Button look="plain" onClick={() => window.location.reload()}>
        <Trans>Load anew</Trans>
      </Button>
    </div>
  )
}
