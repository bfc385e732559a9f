import type { MarkdownIt } from 'markdown-it'
import { refusal, TooComplex } from '../too-complex.ts'
import { ruleNamed } from './rule-named.ts'

/** A list counts twice: for itself and for its item. The parser's own limit would drop what is deeper. */
const deepest = 40
const deepestPicture = 4

/** Refuses what nests deeper than any reader follows, where the parser meets it: what stands in code is not nested. */
export function nesting(md: MarkdownIt): void {
  md.block.ruler.before('table', 'nesting', (state, line) => {
    if (state.level <= deepest) return false
    const why = 'they are nested too deeply. Nest at most 20 lists or 40 quotations in each other.'
    throw new TooComplex(refusal('nesting', line + 1, why))
  })
  // The words of a picture are parsed anew for each picture around it; from some depth on a picture is a link with a mark before it.
  const picture = ruleNamed(md.inline.ruler, 'image')
  let depth = 0
  md.inline.ruler.at('image', (state, silent) => {
    if (depth >= deepestPicture) return false
    depth += 1
    try {
      return picture(state, silent)
    } finally {
      depth -= 1
    }
  })
}
