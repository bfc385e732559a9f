import type { MarkdownIt } from 'markdown-it'

/** A picture becomes a link; one that stands in a link already has to know it. */
export function pictures(md: MarkdownIt): void {
  md.core.ruler.push('pictures', (state) => {
    for (const { children } of state.tokens) {
      let links = 0
      for (const token of children ?? []) {
        if (token.type === 'link_open') links += 1
        if (token.type === 'link_close') links -= 1
        if (token.type === 'image') token.meta = { ...token.meta, isInLink: links > 0 }
      }
    }
  })
}
