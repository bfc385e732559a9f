import { useLingui } from '@lingui/react/macro'
import { Choice } from '../../ui/Choice.tsx'
import { chooseDensity, useDensity } from './density.ts'

export function DensityChoice() {
  const density = useDensity()
  const { t } = useLingui()
  return (
    <Choice
      label={t`Rows`}
      options={[
        { value: 'comfortable', word: t`Comfortable` },
        { value: 'compact', word: t`Compact` },
      ]}
      value={density}
      onChoose={chooseDensity}
    />
  )
}
