import uPlot from 'uplot'
import { dateFormat } from '../../text/dates.ts'
import { bucketName, type Metric, type Series } from './series.ts'

type BarOptions = {
  element: HTMLElement
  series: Series
  metric: Metric
  /** Stands beside the bar that is not over. */
  soFar: string
  locale: string
  onPoint: (at: number | null) => void
}

const height = 72
/** Above the bars, for the words beside the one that is not over. */
const soFarHeight = 18
const axisHeight = 28

/** How one small chart is drawn: no legend, two numbers on the left, time below. */
export function barOptions({ element, series, metric, soFar, locale, onPoint }: BarOptions): uPlot.Options {
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
    height: height + axisHeight,
    legend: { show: false },
    padding: [soFarHeight, 8, 0, 0],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: false, y: false },
      // The crosshair stands on a bar, not between two.
      move: (plot, left, top) => [left < 0 ? left : plot.valToPos(plot.data[0][plot.posToIdx(left)] ?? 0, 'x'), top],
    },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), series.zone),
    scales: {
      x: { time: true, range: (_plot, min, max) => withRoom(series.times, min, max) },
      y: { range: [0, most] },
    },
    series: [{}, { ...bar, fill: tone }, { ...bar, fill: () => hatch(tone) }],
    axes: [
      {
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
        size: Math.ceil(Math.max(widthOf(number.format(most), font), 20)) + 12,
        stroke: ink,
        font,
        splits: () => [0, most],
        values: (_plot, splits) => splits.map((value) => number.format(value)),
        grid: { stroke: rule, width: 1 },
        ticks: { show: false },
      },
    ],
    hooks: {
      setCursor: [(plot) => plot.over.matches(':hover') && onPoint(plot.cursor.idx ?? null)],
      draw: [(plot) => writeSoFar(plot, series, metric, { soFar, ink, font })],
    },
  }
}

/** Half a bucket at both ends, so that the first and last bar are whole. */
function withRoom(times: number[], min: number, max: number): [number, number] {
  const step = times.length > 1 ? ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1) / 1000 : 3600
  return [min - step / 2, max + step / 2]
}

function tick(time: number, series: Series, locale: string): string {
  if (series.bucket === 'HOUR') {
    const hour = dateFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: series.zone }).format(time)
    return hour === '00:00' ? bucketName(time, 'DAY', series.zone, locale) : hour
  }
  if (series.bucket === 'MONTH')
    return dateFormat(locale, { month: 'short', year: '2-digit', timeZone: series.zone }).format(time)
  return dateFormat(locale, { day: 'numeric', month: 'short', timeZone: series.zone }).format(time)
}

/** The words end above the hatched bar, where no other bar reaches. */
function writeSoFar(
  plot: uPlot,
  { times, complete }: Series,
  { values }: Metric,
  { soFar, ink, font }: { soFar: string; ink: string; font: string },
): void {
  const at = complete.findIndex((isComplete, index) => !isComplete && (values[index] ?? 0) > 0)
  const time = times[at]
  if (time === undefined) return
  const { ctx, bbox } = plot
  const density = devicePixelRatio
  ctx.save()
  ctx.font = font.replace(/^(\d+)px/, (_all, size: string) => `${Number(size) * density}px`)
  ctx.fillStyle = ink
  ctx.textAlign = 'left'
  ctx.textBaseline = 'bottom'
  const width = ctx.measureText(soFar).width
  const centre = plot.valToPos(time / 1000, 'x', true)
  const left = Math.min(Math.max(bbox.left, centre - width / 2), bbox.left + bbox.width - width)
  ctx.fillText(soFar, left, bbox.top - 3 * density)
  ctx.restore()
}

/** How wide words are in a face, in CSS pixels. */
function widthOf(text: string, font: string): number {
  const pen = document.createElement('canvas').getContext('2d')
  if (!pen) return text.length * 7
  pen.font = font
  return pen.measureText(text).width
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
