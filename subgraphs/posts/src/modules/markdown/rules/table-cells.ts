import type { MarkdownIt, StateBlock, Token } from 'markdown-it'
import { refusal, TooComplex } from '../too-complex.ts'
import { ruleNamed } from './rule-named.ts'

const maxCells = 10_000

/** A row with more cells than its table has columns keeps their words: they stand in its last cell. Alignment is an attribute, not a style. */
export function tableCells(md: MarkdownIt): void {
  const table = ruleNamed(md.block.ruler, 'table')
  const keepingCells = (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    const first = state.tokens.length
    if (!table(state, startLine, endLine, true)) return false
    if (silent) return true
    refuseHuge(state, startLine, endLine)
    const isTable = table(state, startLine, endLine, false)
    finish(state, first)
    return isTable
  }
  md.block.ruler.at('table', keepingCells, { alt: ['paragraph', 'reference'] })
}

/** Each row has as many cells as the first, whether they are written or not. */
function refuseHuge(state: StateBlock, startLine: number, endLine: number): void {
  const columns = cellsOf(lineOf(state, startLine)).length
  let line = startLine
  while (line < endLine && !state.isEmpty(line)) line += 1
  if (columns * (line - startLine) > maxCells)
    throw new TooComplex(refusal('table', startLine + 1, `it has more than ${maxCells} cells. Cut it in two.`))
}

const lineOf = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])

function finish(state: StateBlock, first: number): void {
  let row: { line: number; cells: Token[] } | null = null
  for (const token of state.tokens.slice(first)) {
    const style = token.attrGet('style')
    if (style) token.attrs = [['align', String(style).replace('text-align:', '')]]
    if (token.type === 'tr_open' && token.map) row = { line: token.map[0], cells: [] }
    if (token.type === 'inline') row?.cells.push(token)
    if (token.type === 'tr_close' && row) {
      const { line, cells } = row
      const more = cellsOf(lineOf(state, line))
      const last = cells.at(-1)
      if (last && more.length > cells.length)
        last.content = more
          .slice(cells.length - 1)
          .map((cell) => cell.trim())
          .join(' | ')
    }
  }
}

/** The cells of a row as the parser cuts them: at bars that are not escaped, without the empty ones at the row's ends. */
function cellsOf(line: string): string[] {
  const row = line.trim()
  const cells: string[] = []
  let cell = ''
  for (let at = 0; at < row.length; at += 1) {
    if (row[at] === '|' && row[at - 1] !== '\\') {
      cells.push(cell)
      cell = ''
    } else if (row[at] === '|') cell = `${cell.slice(0, -1)}|`
    else cell += row[at]
  }
  cells.push(cell)
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells
}
