import { Trans } from '@lingui/react/macro'
import { Icon } from '../../ui/Icon.tsx'
import { chooseDensity, useDensity } from './density.ts'
import styles from './feed.module.css'

/** One line for each post, or its beginning too; the settings say the same in words. */
export function DensityButton() {
  const isCompact = useDensity() === 'compact'
  return (
    <button
      type="button"
      className={styles.density}
      aria-pressed={isCompact}
      onClick={() => chooseDensity(isCompact ? 'comfortable' : 'compact')}
    >
      <Icon name="feed" size={16} />
      <Trans>Compact</Trans>
    </button>
  )
}
