import { useIsHydrated } from '../../browser/hydration.ts'
import type { Metric, Series } from './series.ts'
import styles from './statistics.module.css'

/** The bars of a chart as the gateway draws them, where no canvas is: for who runs no scripts, and until the chart itself stands there. */
export function WrittenBars({ series, metric }: { series: Series; metric: Metric }) {
  if (useIsHydrated()) return null
  const most = Math.max(1, ...metric.values)
  return (
    <svg
      className={styles.written}
      viewBox={`0 0 ${series.times.length} 1`}
      preserveAspectRatio="none"
      fill={`var(${metric.tone})`}
      aria-hidden="true"
    >
      {series.times.map((time, index) => {
        const height = (metric.values[index] ?? 0) / most
        if (height === 0) return null
        const opacity = series.complete[index] ? undefined : 0.5
        return <rect key={time} x={index + 0.14} width={0.72} y={1 - height} height={height} fillOpacity={opacity} />
      })}
    </svg>
  )
}
