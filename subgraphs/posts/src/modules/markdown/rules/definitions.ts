import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { ruleNamed } from './rule-named.ts'

/** `[label]: address` that no link uses, or that repeats a label, is shown as the text that it is. */
export function definitions(md: MarkdownIt): void {
  const definition = ruleNamed(md.block.ruler, 'reference')
  md.block.ruler.at('reference', (state, startLine, endLine, silent) => {
    const count = state.tokens.length
    if (!definition(state, startLine, endLine, silent)) return false
    const added = state.tokens.at(-1)
    if (added && state.tokens.length > count)
      added.content = state.getLines(startLine, state.line, state.blkIndent, false).trim()
    return true
  })
  md.core.ruler.disable('strip_references')
  md.core.ruler.push('definitions', showUnused)
}

function showUnused(state: StateCore): void {
  if (!state.tokens.some(isDefinition)) return
  const used = new Set(state.tokens.flatMap((token) => (token.children ?? []).flatMap(labelOf)))
  state.tokens = state.tokens.flatMap((token) => {
    if (!isDefinition(token)) return [token]
    const [label] = labelOf(token)
    return label !== undefined && used.delete(label) ? [] : paragraph(state, token)
  })
}

const isDefinition = (token: Token): boolean => token.type === 'reference_definition'

const labelOf = ({ meta }: Token): string[] => (typeof meta?.label === 'string' ? [meta.label] : [])

/** As it was written, line by line. */
function paragraph(state: StateCore, { content, level, map }: Token): Token[] {
  const open = Object.assign(new state.Token('paragraph_open', 'p', 1), { block: true, level, map })
  const inline = Object.assign(new state.Token('inline', '', 0), { block: true, level: level + 1, map, content })
  inline.children = content.split('\n').flatMap((line, index) => {
    const text = Object.assign(new state.Token('text', '', 0), { content: line.trim() })
    return index > 0 ? [new state.Token('softbreak', 'br', 0), text] : [text]
  })
  return [open, inline, Object.assign(new state.Token('paragraph_close', 'p', -1), { block: true, level })]
}
