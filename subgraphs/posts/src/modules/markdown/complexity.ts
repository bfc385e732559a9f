// The parser needs time that is quadratic, and stack that is linear, in some shapes of text. These bounds are linear to check, far above
// what people write, and the same on every machine; the renderer's share of the processor is only the net below them.

const most = {
  nesting: 20,
  tableCells: 10_000,
  tableColumns: 100,
  emphasisMarks: 4_000,
  lazyLines: 1_000,
}

const containerPrefix = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/
const containerMark = />|[-+*](?=[ \t])|\d{1,9}[.)]/g
// More than the parser takes for one, and linear: a closer pattern has several ways to match the same blanks.
const delimiterRow = /^[ \t>|:-]+$/
const emphasisMark = /\*+|_+|~+/g

/** Whether a text has a shape that no reader needs and that would take very long to render. */
export function isTooComplex(text: string): boolean {
  return countOf(text, emphasisMark) > most.emphasisMarks || hasHostileLines(text.split('\n'))
}

function hasHostileLines(lines: readonly string[]): boolean {
  let columns = 0
  let cells = 0
  let lazyLines = 0
  let isInContainer = false
  for (const line of lines) {
    const prefix = containerPrefix.exec(line)?.[0] ?? ''
    if (prefix && countOf(prefix, containerMark) > most.nesting) return true
    if (line.trim() === '') {
      columns = 0
      isInContainer = false
      continue
    }
    if (prefix) isInContainer = true
    else if (isInContainer) lazyLines += 1
    if (line.includes('|') && line.includes('-') && delimiterRow.test(line)) columns = countOf(line, /\|/g) + 1
    cells += columns
    if (columns > most.tableColumns || cells > most.tableCells || lazyLines > most.lazyLines) return true
  }
  return false
}

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
