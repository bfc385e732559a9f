import type { Token } from 'markdown-it'
import type { Footnote } from './rules/footnotes.ts'
import { wordsOf } from './words-of.ts'

const lineEnds = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'tr', 'blockquote'])
const cellEnds = new Set(['td', 'th'])

/** What a reader sees, as plain text, footnotes last; their numbers and marks are part of the page, not of what was said. */
export function plainText(tokens: readonly Token[], footnotes: readonly Footnote[]): string {
  const parts = [tokens, ...footnotes.map((footnote) => footnote.tokens)].flatMap((each) => each.map(textOf))
  // Line by line: a pattern for blanks before a line's end is quadratic in blanks that end nothing.
  return parts
    .join('')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
    .trimStart()
}

function textOf(token: Token): string {
  if (token.type === 'inline') return wordsOf(token.children ?? [])
  if (token.type === 'fence' || token.type === 'code_block') return `${token.content}\n`
  if (token.nesting !== -1) return token.type === 'hr' ? '\n' : ''
  if (lineEnds.has(token.tag)) return '\n'
  return cellEnds.has(token.tag) ? ' ' : ''
}
