import styles from './Avatar.module.css'
import { patternOf } from './avatar-pattern.ts'

/** A two-tone pattern drawn from the id: five by five, mirrored, so that people differ at a glance. */
export function Avatar({ id, size = 24 }: { id: string; size?: 20 | 24 | 32 | 48 }) {
  const { tone, cells } = patternOf(id)
  return (
    <svg
      className={`${styles.avatar} ${styles[`tone${tone}`]}`}
      width={size}
      height={size}
      viewBox="-0.75 -0.75 6.5 6.5"
      aria-hidden="true"
      shapeRendering="crispEdges"
    >
      <path d={cells.map(({ column, row }) => `M${column} ${row}h1v1h-1z`).join('')} fill="currentColor" />
    </svg>
  )
}
