import type { MarkdownIt } from 'markdown-it'
import { ruleNamed } from './rule-named.ts'

/**
 * What looks like HTML is text: a tag, a comment, a declaration is one piece in which nothing else has a meaning, and which the writer
 * escapes. A block of it is a paragraph like others, so the Markdown around its tags stays Markdown.
 */
export function htmlAsText(md: MarkdownIt): void {
  md.set({ html: true })
  md.block.ruler.disable('html_block')
  const piece = ruleNamed(md.inline.ruler, 'html_inline')
  md.inline.ruler.at('html_inline', (state, silent) => {
    const { linkLevel } = state
    const found = piece(state, silent)
    state.linkLevel = linkLevel // `<a>` is no link here
    return found
  })
}
