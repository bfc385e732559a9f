import uPlot from 'uplot'
import { bucketName, type Metric, type Series } from './series.ts'

type BarOptions = {
  element: HTMLElement
  series: Series
  metric: Metric
  isLast: boolean
  locale: string
  onPoint: (at: number | null) => void
}

const height = 72
const axisHeight = 28

/** How one small chart is drawn: no legend, two numbers on the left, time only under the last. */
export function barOptions({ element, series, metric, isLast, locale, onPoint }: BarOptions): uPlot.Options {
  const ink = resolveColor(element, '--ink3')
  const rule = resolveColor(element, '--rule')
  const tone = resolveColor(element, metric.tone)
  const most = Math.max(1, ...metric.values)
  const number = new Intl.NumberFormat(locale, { notation: 'compact' })
  const font = `12px ${getComputedStyle(element).fontFamily}`
  const paths = uPlot.paths.bars?.({ size: [0.72, 40], align: 0 })
  const bar = { stroke: tone, width: 0, points: { show: false }, ...(paths && { paths }) }

  return {
    width: element.clientWidth,
    height: height + (isLast ? axisHeight : 0),
    legend: { show: false },
    padding: [8, 8, isLast ? 0 : 4, 0],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), series.zone),
    scales: {
      x: { time: true, range: (_plot, min, max) => withRoom(series.times, min, max) },
      y: { range: [0, most] },
    },
    series: [{}, { ...bar, fill: tone }, { ...bar, fill: () => hatch(tone) }],
    axes: [
      {
        show: isLast,
        size: axisHeight,
        stroke: ink,
        font,
        grid: { show: false },
        ticks: { stroke: rule, width: 1, size: 4 },
        // A name that would be cut off at the edge says nothing.
        values: (plot, splits) =>
          splits.map((seconds) =>
            plot.valToPos(seconds, 'x') > plot.over.clientWidth - 24 ? '' : tick(seconds * 1000, series, locale),
          ),
        space: 84,
      },
      {
        size: 44,
        stroke: ink,
        font,
        splits: () => [0, most],
        values: (_plot, splits) => splits.map((value) => number.format(value)),
        grid: { stroke: rule, width: 1 },
        ticks: { show: false },
      },
    ],
    hooks: { setCursor: [(plot) => plot.over.matches(':hover') && onPoint(plot.cursor.idx ?? null)] },
  }
}

/** Half a bucket at both ends, so that the first and last bar are whole. */
function withRoom(times: number[], min: number, max: number): [number, number] {
  const step = times.length > 1 ? ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1) / 1000 : 3600
  return [min - step / 2, max + step / 2]
}

function tick(time: number, series: Series, locale: string): string {
  if (series.bucket === 'HOUR') {
    const hour = new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: series.zone,
    }).format(time)
    return hour === '00:00' ? bucketName(time, 'DAY', series.zone, locale) : hour
  }
  if (series.bucket === 'MONTH')
    return new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: series.zone }).format(time)
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: series.zone }).format(time)
}

/** A canvas cannot read custom properties, so an element is asked what the token means now. */
function resolveColor(element: HTMLElement, token: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  element.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function hatch(color: string): CanvasPattern | string {
  const tile = document.createElement('canvas')
  tile.width = 6
  tile.height = 6
  const pen = tile.getContext('2d')
  if (!pen) return color
  pen.strokeStyle = color
  pen.lineWidth = 1.5
  pen.beginPath()
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift, 6)
    pen.lineTo(shift + 6, 0)
  }
  pen.stroke()
  return pen.createPattern(tile, 'repeat') ?? color
}
