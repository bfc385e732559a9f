import { Trans, useLingui } from '@lingui/react/macro'
import { chooseDensity, useDensity } from './density.ts'
import styles from './feed.module.css'

export function DensityChoice() {
  const density = useDensity()
  const { t } = useLingui()
  return (
    <div role="group" aria-label={t`Rows`} className={styles.density}>
      <button type="button" aria-pressed={density === 'comfortable'} onClick={() => chooseDensity('comfortable')}>
        <Trans>Comfortable</Trans>
      </button>
      <button type="button" aria-pressed={density === 'compact'} onClick={() => chooseDensity('compact')}>
        <Trans>Compact</Trans>
      </button>
    </div>
  )
}
