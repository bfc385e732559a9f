import { Trans } from '@lingui/react/macro'
import { useId } from 'react'
import type { Visibility } from '../../generated/schema.ts'
import styles from './write.module.css'

export function VisibilityChoice({ value, onChange }: { value: Visibility; onChange: (value: Visibility) => void }) {
  const name = useId()
  return (
    <fieldset className={styles.visibility}>
      <legend className="visually-hidden">
        <Trans>Who will see it</Trans>
      </legend>
      <label>
        <input type="radio" name={name} checked={value === 'PUBLIC'} onChange={() => onChange('PUBLIC')} />
        <Trans>Everybody sees it</Trans>
      </label>
      <label>
        <input type="radio" name={name} checked={value === 'PRIVATE'} onChange={() => onChange('PRIVATE')} />
        <Trans>Only you see it</Trans>
      </label>
    </fieldset>
  )
}
