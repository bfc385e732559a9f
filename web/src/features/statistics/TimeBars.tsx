import 'uplot/dist/uPlot.min.css'
import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { useColorScheme } from '../../theme/theme.ts'
import { barOptions } from './bar-options.ts'
import type { Metric, Series } from './series.ts'
import styles from './statistics.module.css'
import { WrittenBars } from './WrittenBars.tsx'

type TimeBarsProps = {
  series: Series
  metric: Metric
  at: number | null
  onPoint: (at: number | null) => void
  locale: string
}

/** Bars from zero on the axis that all charts of the page share; the bar that is not over is hatched. */
export function TimeBars({ series, metric, at, onPoint, locale }: TimeBarsProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const report = useRef(onPoint)
  useEffect(() => {
    report.current = onPoint
  }, [onPoint])
  const scheme = useColorScheme()
  const { t } = useLingui()
  const soFar = t`so far`

  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the scheme changes what the tokens mean, and the canvas has to be drawn anew
  useEffect(() => {
    const element = place.current
    if (!element) return
    const options = barOptions({ element, series, metric, soFar, locale, onPoint: (index) => report.current(index) })
    const seconds = series.times.map((time) => time / 1000)
    const whole = metric.values.map((value, index) => (series.complete[index] ? value : null))
    const unfinished = metric.values.map((value, index) => (series.complete[index] ? null : value))
    const plot = new uPlot(options, [seconds, whole, unfinished], element)
    chart.current = plot
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: options.height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
      chart.current = null
    }
  }, [series, metric, soFar, locale, scheme])

  useEffect(() => {
    const plot = chart.current
    if (!plot) return
    const time = at === null ? undefined : series.times[at]
    const left = time === undefined ? -10 : plot.valToPos(time / 1000, 'x')
    if (Math.abs((plot.cursor.left ?? -10) - left) > 1 && !plot.over.matches(':hover'))
      plot.setCursor({ left, top: 8 }, false)
  }, [at, series])

  return (
    <div ref={place} className={styles.plot}>
      <WrittenBars series={series} metric={metric} />
    </div>
  )
}
