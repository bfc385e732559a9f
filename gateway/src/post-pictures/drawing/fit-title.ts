import { balanceLines, breakLines, type Measure, withEllipsis } from './break-lines.ts'

export type FittedTitle = { size: number; lineHeight: number; lines: readonly string[] }

const maximumLines = 4
const sizes = [88, 80, 72, 66, 60, 54, 48]
const smallest = 48
const lineHeightOf = (size: number): number => Math.round(size * 1.18)

/** The largest type in which a title fits without cutting a word, else without an ellipsis, else the smallest with one. */
export function fitTitle(title: string, box: { width: number; height: number }, measure: Measure): FittedTitle {
  const tried = sizes.map((size) => ({ size, ...breakLines(title, box.width / size, measure) }))
  const fitting = tried.filter(({ size, lines }) => lines.length <= roomFor(size, box.height))
  const chosen = fitting.find(({ cutsWords }) => !cutsWords) ?? fitting[0]
  const size = chosen?.size ?? smallest
  const width = box.width / size
  const lines = chosen ? balanceLines(title, width, measure).lines : cutLines(title, width, measure)
  return { size, lineHeight: lineHeightOf(size), lines }
}

const roomFor = (size: number, height: number): number =>
  Math.min(maximumLines, Math.floor(height / lineHeightOf(size)))

function cutLines(title: string, width: number, measure: Measure): string[] {
  const { lines } = breakLines(title, width, measure)
  const kept = lines.slice(0, maximumLines)
  return [...kept.slice(0, -1), withEllipsis(kept.at(-1) ?? '', width, measure)]
}
