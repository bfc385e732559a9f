import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useState } from 'react'
import { SeriesTable } from './SeriesTable.tsx'
import { bucketName, type Metric, type Series } from './series.ts'
import styles from './statistics.module.css'
import { TimeBars } from './TimeBars.tsx'

/** Several numbers over the same time: one small chart each, one crosshair across all, the arrow keys walk the points. */
export function SmallMultiples({ series, name }: { series: Series; name: string }) {
  const [at, setAt] = useState<number | null>(null)
  return (
    <div className={styles.multiples}>
      {series.metrics.map((metric) => (
        <Chart key={metric.key} series={series} metric={metric} at={at} onPoint={setAt} name={name} />
      ))}
    </div>
  )
}

type ChartProps = {
  series: Series
  metric: Metric
  at: number | null
  onPoint: (at: number | null) => void
  name: string
}

function Chart({ series, metric, at, onPoint, name }: ChartProps) {
  const { t, i18n } = useLingui()
  const last = series.times.length - 1
  const point = at === null ? null : Math.min(at, last)
  const reading = useReading(series, metric, point)

  const walk = (event: KeyboardEvent) => {
    const from = point ?? last + 1
    const target = {
      ArrowLeft: Math.max(0, from - 1),
      ArrowRight: Math.min(last, (point ?? -1) + 1),
      Home: 0,
      End: last,
    }[event.key]
    if (event.key === 'Escape') onPoint(null)
    if (target === undefined) return
    event.preventDefault()
    onPoint(target)
  }

  return (
    <figure className={styles.chart}>
      <figcaption>
        <span className={styles.metric}>{metric.label}</span> <span className={styles.reading}>{reading}</span>
      </figcaption>
      <div
        className={styles.walk}
        role="slider"
        tabIndex={0}
        aria-label={t`${metric.label} over time`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={point ?? last}
        aria-valuetext={reading}
        onKeyDown={walk}
        onBlur={() => onPoint(null)}
        onPointerLeave={() => onPoint(null)}
      >
        <TimeBars series={series} metric={metric} at={point} onPoint={onPoint} locale={i18n.locale} />
      </div>
      <SeriesTable series={series} metric={metric} name={name} />
    </figure>
  )
}

/** The number under the crosshair, or what all of them add up to. */
function useReading(series: Series, metric: Metric, point: number | null): string {
  const { t, i18n } = useLingui()
  if (point === null) {
    if (!metric.adds) return ''
    const sum = metric.values.reduce((before, value) => before + value, 0)
    const total = i18n.number(sum)
    return sum > 0 ? t`${total} in all` : ''
  }
  const time = series.times[point] ?? 0
  const when = bucketName(time, series.bucket, series.zone, i18n.locale)
  const value = i18n.number(metric.values[point] ?? 0)
  return series.complete[point] ? t`${when}: ${value}` : t`${when}: ${value} so far`
}
