import type { ReactNode } from 'react'
import styles from './Margin.module.css'

/** Notes beside the text from 1120 px, in the text where they stand below that. */
export function Margin({ children, label }: { children: ReactNode; label: string }) {
  return (
    <aside className={styles.margin} aria-label={label}>
      {children}
    </aside>
  )
}
