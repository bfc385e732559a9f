import type { MessageDescriptor } from '@lingui/core'
import { useLingui } from '@lingui/react'
import styles from './states.module.css'

/** Beside the button that was pressed: what was not done, and what to do. Success needs no words. */
export function Trouble({ says }: { says: MessageDescriptor | null }) {
  const { i18n } = useLingui()
  if (!says) return null
  return (
    <p role="alert" className={styles.trouble}>
      {i18n._(says)}
    </p>
  )
}
