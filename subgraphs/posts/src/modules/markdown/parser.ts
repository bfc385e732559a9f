import createParser from 'markdown-it'
import { writeTags } from './html-rules.ts'
import { mayLeadTo } from './rules/addresses.ts'
import { bareLinks } from './rules/bare-links.ts'
import { definitions } from './rules/definitions.ts'
import { footnotes } from './rules/footnotes.ts'
import { htmlAsText } from './rules/html-as-text.ts'
import { mailboxes } from './rules/mailboxes.ts'
import { mentions } from './rules/mentions.ts'
import { nesting } from './rules/nesting.ts'
import { pictures } from './rules/pictures.ts'
import { strikes } from './rules/strikes.ts'
import { tableCells } from './rules/table-cells.ts'
import { taskLists } from './rules/task-lists.ts'

/** CommonMark and GFM, with what is ours: HTML is text, nothing that was written is dropped. */
export const parser = createParser({ maxNesting: 50 })
  .use(nesting)
  .use(htmlAsText)
  .use(tableCells)
  .use(strikes)
  .use(bareLinks)
  .use(mailboxes)
  .use(mentions)
  .use(definitions)
  .use(taskLists)
  .use(footnotes)
  .use(pictures)

parser.validateLink = mayLeadTo
// Names of hosts stay as they were written: a reader sees where a link goes, and it is the browser that knows how to ask for it.
parser.normalizeLink = (address) => parser.utils.lib.mdurl.encode(address)
parser.normalizeLinkText = (address) => address
writeTags(parser.renderer)
