import { graphemesOf } from './clean-text.ts'

export type Measure = (text: string) => number
export type Broken = { lines: string[]; cutsWords: boolean }

type Piece = { text: string; isAfterSpace: boolean }

/**
 * Lines of at most `width`, as many as it takes; a word that is wider by itself is cut. Widths of words are added up, so that each is
 * measured once for all sizes: what a pair of letters or a space is moved closer is not seen.
 */
export function breakLines(text: string, width: number, measure: Measure): Broken {
  const space = measure(' ')
  const lines: string[] = []
  let [line, used, cutsWords] = ['', 0, false]
  for (const { text: piece, isAfterSpace } of piecesOf(text)) {
    const gap = line && isAfterSpace ? space : 0
    const needed = measure(piece)
    if (used + gap + needed <= width) {
      line += (gap > 0 ? ' ' : '') + piece
      used += gap + needed
      continue
    }
    if (line) lines.push(line)
    const parts = needed > width ? cutToWidth(piece, width, measure) : [piece]
    cutsWords ||= parts.length > 1
    lines.push(...parts.slice(0, -1))
    line = parts.at(-1) ?? ''
    used = measure(line)
  }
  return { lines: line ? [...lines, line] : lines, cutsWords }
}

/** The same number of lines, as equal in width as they can be, as `text-wrap: balance` does. */
export function balanceLines(text: string, width: number, measure: Measure): Broken {
  const widest = breakLines(text, width, measure)
  let best = widest
  let [low, high] = [width / 3, width]
  for (let step = 0; step < 8; step += 1) {
    const middle = (low + high) / 2
    const tried = breakLines(text, middle, measure)
    if (tried.lines.length <= widest.lines.length && tried.cutsWords === widest.cutsWords) {
      best = tried
      high = middle
    } else low = middle
  }
  return best
}

/** As much of a text as fits with an ellipsis after it; all of it when it fits. */
export function shorten(text: string, width: number, measure: Measure): string {
  return measure(text) <= width ? text : withEllipsis(text, width, measure)
}

/** Ends a text with an ellipsis, within a width. */
export function withEllipsis(text: string, width: number, measure: Measure): string {
  const ended = (part: string) => `${part.replace(/[\s.,:;!?…–—-]+$/u, '')}…`
  const parts = graphemesOf(text)
  let kept = parts.length
  while (kept > 0 && measure(ended(parts.slice(0, kept).join(''))) > width) kept -= 1
  return ended(parts.slice(0, kept).join(''))
}

/** What stays together: a word, a part of one up to its hyphen, a sign of a script that is written without spaces. */
function piecesOf(text: string): Piece[] {
  return text
    .split(' ')
    .flatMap((word) =>
      word
        .split(
          /(?<=[\p{L}\p{N}][-‐–—/])(?=[\p{L}\p{N}])|(?<=[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}])(?=[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}])/u,
        )
        .map((piece, index) => ({ text: piece, isAfterSpace: index === 0 })),
    )
}

/** Parts that fit, each of at least one grapheme. */
function cutToWidth(word: string, width: number, measure: Measure): string[] {
  const parts: string[] = []
  let [part, used] = ['', 0]
  for (const grapheme of graphemesOf(word)) {
    const needed = measure(grapheme)
    if (part && used + needed > width) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += grapheme
    used += needed
  }
  return [...parts, part]
}
