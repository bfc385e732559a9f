import { Plural } from '@lingui/react/macro'
import styles from './post.module.css'

/** Thirty days as thirty bars from zero; the day that is not over is paler. */
export function Sparkline({ days }: { days: { date: string; views: number; complete: boolean }[] }) {
  const most = Math.max(1, ...days.map(({ views }) => views))
  const total = days.reduce((sum, { views }) => sum + views, 0)
  return (
    <figure className={styles.sparkline}>
      <svg viewBox={`0 0 ${days.length * 8} 40`} preserveAspectRatio="none" aria-hidden="true">
        {days.map(({ date, views, complete }, index) => (
          <rect
            key={date}
            x={index * 8 + 1}
            width={6}
            y={40 - (views / most) * 38}
            height={(views / most) * 38}
            opacity={complete ? 1 : 0.5}
          />
        ))}
      </svg>
      <figcaption>
        <Plural value={total} _0="Not read in the last 30 days" one="# view in 30 days" other="# views in 30 days" />
      </figcaption>
    </figure>
  )
}
