import { Trans } from '@lingui/react/macro'
import { useId } from 'react'
import styles from './post.module.css'

const height = 38
const step = 8

/** Thirty days as thirty bars from zero; the day that is not over is hatched and says so, as in every chart. */
export function Sparkline({ days }: { days: { date: string; views: number; complete: boolean }[] }) {
  const hatch = useId()
  const most = Math.max(1, ...days.map(({ views }) => views))
  const unfinished = days.findLast(({ complete, views }) => !complete && views > 0)
  return (
    <figure className={styles.sparkline}>
      {unfinished && (
        <span className={styles.soFar}>
          <Trans>so far</Trans>
        </span>
      )}
      <svg viewBox={`0 0 ${days.length * step} ${height}`} aria-hidden="true">
        <pattern id={hatch} width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.5" height="3" />
        </pattern>
        {days.map(({ date, views, complete }, index) => (
          <rect
            key={date}
            x={index * step + 1}
            width={step - 2}
            y={height - (views / most) * height}
            height={(views / most) * height}
            fill={complete ? undefined : `url(#${hatch})`}
          />
        ))}
      </svg>
      <figcaption>
        <Trans>the last 30 days</Trans>
      </figcaption>
    </figure>
  )
}
