import type { ReactNode } from 'react'
import styles from './states.module.css'

/** One quiet line in the place of a part whose subgraph is away. */
export function Away({ children }: { children: ReactNode }) {
  return <p className={styles.away}>{children}</p>
}
