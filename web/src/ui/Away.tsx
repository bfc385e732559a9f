import type { ReactNode } from 'react'
import { RequestNumber } from './RequestNumber.tsx'
import styles from './states.module.css'

/** One quiet line in the place of a part whose subgraph is away. */
export function Away({ children, error }: { children: ReactNode; error?: unknown }) {
  return (
    <>
      <p className={styles.away}>{children}</p>
      <RequestNumber error={error} />
    </>
  )
}
