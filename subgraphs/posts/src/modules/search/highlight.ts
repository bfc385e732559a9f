import { escapeHtml } from '@forum/service-kit'
import { pictographs, type Unit, unitsOf } from './text-units.ts'

/** Part of a text that matches. */
export type Span = { start: number; end: number }

/** What a query looks for in a text: lexemes as Postgres made them, and the runs of characters that are looked for as they are. */
export type Sought = { lexemes: readonly string[]; firstLetters: ReadonlySet<string>; runs: readonly string[] }

const runsOf = new RegExp(`${pictographs}+`, 'gu')

export const soughtBy = (words: readonly string[], lexemes: readonly string[]): Sought => ({
  lexemes,
  firstLetters: new Set(lexemes.map(firstOf)),
  runs: words.flatMap((word) => word.normalize('NFKC').match(runsOf) ?? []),
})

// A stem begins as its words do; Latin letters that are no base letter with an accent (ø, ß) may fold to anything.
const firstOf = (word: string): string => (word.normalize('NFKD')[0] ?? '').toLowerCase()
const mayFold = /^[^\p{ASCII}\p{Script=Cyrillic}]/u

/** Units of a text that may be one of the lexemes: few, because Postgres is asked about each word. */
export const candidatesIn = (text: string, { firstLetters }: Sought): Unit[] =>
  unitsOf(text).filter(({ word }) => firstLetters.has(firstOf(word)) || mayFold.test(word))

/** Where a text matches, in its order, merged where spans touch. */
export function matchesIn(
  text: string,
  found: readonly Unit[],
  { runs }: Sought,
  matching: ReadonlySet<string>,
): Span[] {
  const spans: Span[] = found.filter(({ word }) => matching.has(word))
  for (const run of runs) spans.push(...pairsIn(text, run))
  return merged(spans)
}

/** As search does: a run is there where two neighbours of it are. */
function pairsIn(text: string, run: string): Span[] {
  const characters = [...run]
  const pairs =
    characters.length === 1 ? characters : characters.slice(1).map((one, index) => `${characters[index]}${one}`)
  return [...new Set(pairs)].flatMap((pair) => {
    const spans: Span[] = []
    for (let at = text.indexOf(pair); at >= 0; at = text.indexOf(pair, at + 1))
      spans.push({ start: at, end: at + pair.length })
    return spans
  })
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1)
    if (last && span.start <= last.end) {
      // Only spans that overlap become one; words that merely touch (camelCase) do too, which reads the same.
      last.end = Math.max(last.end, span.end)
    } else result.push({ start: span.start, end: span.end })
  }
  return result
}

const onOneLine = (text: string): string => escapeHtml(text.replace(/\s+/g, ' '))

/** A part of a text as safe HTML, what matches in <mark>. */
export function marked(text: string, spans: readonly Span[], part: Span = { start: 0, end: text.length }): string {
  let at = part.start
  let html = ''
  for (const { start, end } of spans) {
    if (start < part.start || end > part.end) continue
    html += `${onOneLine(text.slice(at, start))}<mark>${onOneLine(text.slice(start, end))}</mark>`
    at = end
  }
  return html + onOneLine(text.slice(at, part.end))
}

const fragmentLength = 140
const before = 40

/** At most two parts of a text with most of what matches, or its beginning. */
export function excerpt(text: string, spans: readonly Span[]): string {
  const first = best(text, spans)
  if (!first) return marked(text, [], fragment(text, 0)).trim()
  const second = best(
    text,
    spans.filter(({ start, end }) => end <= first.start || start >= first.end),
  )
  const isApart = second && (second.end <= first.start || second.start >= first.end)
  const shown = isApart ? [first, second].toSorted((a, b) => a.start - b.start) : [first]
  return shown.map((part) => marked(text, spans, part).trim()).join(' … ')
}

/** The fragment that begins shortly before the match that has the most others after it. */
function best(text: string, spans: readonly Span[]): Span | undefined {
  let most = 0
  let found: Span | undefined
  let last = 0
  for (const [index, span] of spans.entries()) {
    while (last < spans.length && (spans[last]?.end ?? 0) <= span.start - before + fragmentLength) last += 1
    if (last - index <= most) continue
    most = last - index
    found = span
  }
  return found && fragment(text, Math.max(0, found.start - before), found)
}

/** From about here, cut between words; a match that it begins for is whole. */
function fragment(text: string, from: number, match?: Span): Span {
  const space = from === 0 ? -1 : text.slice(from, match?.start ?? from).search(/\s/)
  const start = space < 0 ? wholeCharacter(text, from) : from + space + 1
  const full = Math.max(start + fragmentLength, match?.end ?? 0)
  if (full >= text.length) return { start, end: text.length }
  const cut = text.slice(0, full).search(/\s\S*$/)
  return { start, end: cut > Math.max(start, match?.end ?? start) ? cut : wholeCharacter(text, full) }
}

/** Never between the halves of a character. */
const wholeCharacter = (text: string, at: number): number => {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at
}
