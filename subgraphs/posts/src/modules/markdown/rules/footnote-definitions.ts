import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'

const longestLabel = 999
const label = /\[\^([^\s[\]]+)\]/y

/** The label of `[^label]` that begins here. */
function labelAt(text: string, at: number): string | null {
  label.lastIndex = at
  const found = label.exec(text)?.[1]
  return found !== undefined && found.length <= longestLabel ? found : null
}

const keyOf = (md: MarkdownIt, written: string): string => md.utils.normalizeReference(written)

/** `[^label]: text`, with further blocks indented by four. Its tokens stand between `footnote_open` and `footnote_close`. */
export function footnoteDefinition(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const written = labelAt(state.src, start)
  const colon = start + (written?.length ?? 0) + 3
  if (written === null || state.src[colon] !== ':' || colon >= (state.eMarks[startLine] ?? 0)) return false
  if (silent) return true

  const open = state.push('footnote_open', '', 1)
  open.meta = { key: keyOf(state.md, written), written }
  open.map = [startLine, startLine]
  parseBody(state, startLine, endLine, colon + 1)
  open.map[1] = state.line
  state.push('footnote_close', '', -1)
  return true
}

/** Parses what follows the colon as blocks, the first line as if it began with its first letter. */
function parseBody(state: StateBlock, line: number, endLine: number, from: number) {
  const { parentType, blkIndent, tight } = state
  const saved = { mark: state.bMarks[line] ?? 0, shift: state.tShift[line] ?? 0, count: state.sCount[line] ?? 0 }
  state.bMarks[line] = state.skipSpaces(from)
  state.tShift[line] = 0
  state.blkIndent += 4
  state.sCount[line] = state.blkIndent
  state.parentType = 'footnote'
  state.md.block.tokenize(state, line, endLine)
  state.line = Math.max(state.line, line + 1)
  state.bMarks[line] = saved.mark
  state.tShift[line] = saved.shift
  state.sCount[line] = saved.count
  Object.assign(state, { parentType, blkIndent, tight })
}

/** `[^label]`, whether or not the label is defined: that is known when all is parsed. */
export function footnoteReference(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '[' || state.src[state.pos + 1] !== '^') return false
  const written = labelAt(state.src, state.pos)
  const end = state.pos + (written?.length ?? 0) + 3
  if (written === null || end > state.posMax || !isDefined(state, written)) return false
  if (!silent) {
    const token = state.push('footnote_ref', '', 0)
    token.content = state.src.slice(state.pos, end)
    token.meta = { key: keyOf(state.md, written) }
  }
  state.pos = end
  return true
}

function isDefined(state: StateInline, written: string): boolean {
  const { footnoteKeys } = state.env
  return footnoteKeys instanceof Set && footnoteKeys.has(keyOf(state.md, written))
}
