import type { MarkdownIt } from 'markdown-it'
import { ruleNamed } from './rule-named.ts'

const tildes = /~+/y

/** Two tildes strike out. One is an "about" or a "to" (`10~20`), three and more are a line. */
export function strikes(md: MarkdownIt): void {
  const strike = ruleNamed(md.inline.ruler, 'strikethrough')
  md.inline.ruler.at('strikethrough', (state, silent) => {
    tildes.lastIndex = state.pos
    const run = tildes.exec(state.src)?.[0]
    if (!run || silent || run.length === 2) return run !== undefined && strike(state, silent)
    state.pending += run
    state.pos += run.length
    return true
  })
}
