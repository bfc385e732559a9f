import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { footnoteDefinition, footnoteReference } from './footnote-definitions.ts'

/** A footnote that is used: its own tokens, and its number once that something that is written refers to it. */
export type Footnote = { key: string; line: number; tokens: Token[] }

const readings = { alt: ['paragraph', 'reference', 'blockquote', 'list'] }

/** GFM's footnotes. Those that something refers to go into `env.footnotes`; the others are shown where they stand, as text. */
export function footnotes(md: MarkdownIt): void {
  md.block.ruler.before('reference', 'footnote_definition', footnoteDefinition, readings)
  md.inline.ruler.before('link', 'footnote_reference', footnoteReference)
  md.core.ruler.after('block', 'footnote_keys', (state) => {
    state.env.footnoteKeys = new Set(state.tokens.filter(isOpen).map(keyOf))
  })
  md.core.ruler.push('footnotes', gather)
}

const isOpen = (token: Token): boolean => token.type === 'footnote_open'
export const keyOf = ({ meta }: Token): string => (typeof meta?.key === 'string' ? meta.key : '')

function gather(state: StateCore): void {
  const used = usedOf(state.tokens)
  const found = new Map<string, Footnote>()
  const places: Token[][] = [[]]
  const isTaken: boolean[] = []
  state.tokens.forEach((token, index) => {
    if (isOpen(token)) {
      const key = keyOf(token)
      const takes = used.has(key) && !found.has(key)
      isTaken.push(takes)
      if (takes) {
        const footnote: Footnote = { key, line: (token.map?.[0] ?? 0) + 1, tokens: [] }
        found.set(key, footnote)
        places.push(footnote.tokens)
      } else places.at(-1)?.push(...asText(state, index))
    } else if (token.type === 'footnote_close') {
      if (isTaken.pop()) places.pop()
    } else places.at(-1)?.push(token)
  })
  state.tokens = places[0] ?? []
  state.env.footnotes = found
}

/** The keys that the text refers to, itself or in a footnote that it refers to. */
function usedOf(tokens: readonly Token[]): Set<string> {
  const main: string[] = []
  const references = new Map<string, string[]>()
  const inside = [main]
  for (const token of tokens) {
    if (isOpen(token)) {
      const key = keyOf(token)
      const own = references.get(key) ?? []
      references.set(key, own)
      inside.push(own)
    } else if (token.type === 'footnote_close') inside.pop()
    for (const child of token.children ?? []) if (child.type === 'footnote_ref') inside.at(-1)?.push(keyOf(child))
  }
  const used = new Set<string>()
  for (let key = main.pop(); key !== undefined; key = main.pop()) {
    if (used.has(key)) continue
    used.add(key)
    main.push(...(references.get(key) ?? []))
  }
  return used
}

/** How an unused footnote begins: its label stands in its first paragraph, or in one of its own. */
function asText(state: StateCore, index: number): Token[] {
  const { meta, level, map } = state.tokens[index] ?? new state.Token('', '', 0)
  const text = Object.assign(new state.Token('text', '', 0), { content: `[^${String(meta?.written)}]: ` })
  const first = state.tokens[index + 1]?.type === 'paragraph_open' ? state.tokens[index + 2]?.children : null
  if (first) {
    first.unshift(text)
    return []
  }
  const inline = Object.assign(new state.Token('inline', '', 0), { block: true, level: level + 1, map })
  inline.children = [text]
  const open = Object.assign(new state.Token('paragraph_open', 'p', 1), { block: true, level, map })
  return [open, inline, Object.assign(new state.Token('paragraph_close', 'p', -1), { block: true, level })]
}
