import type { Token } from 'markdown-it'
import { cutTo } from './cut-to.ts'
import { escapeText } from './escape-html.ts'
import { HtmlWriter } from './html-writer.ts'
import { parser } from './parser.ts'
import { plainText } from './plain-text.ts'
import type { Footnote } from './rules/footnotes.ts'
import { isTooLong, tooLongFor } from './size-bound.ts'
import { TooComplex } from './too-complex.ts'

/** Stored with what was rendered: whoever changes the bytes of the output raises it, and what is stored is rendered anew. */
export const rendererVersion = 3

export type Rendered = {
  /** Safe: tags and attributes are the writer's own, all else is escaped. */
  html: string
  /** What a reader sees, as plain text: what search reads. */
  text: string
  /** The beginning of it on one line, at most 280 characters. */
  excerpt: string
  /** The handles that are links, in their order, each once. */
  mentioned: readonly string[]
}

const excerptLength = 280

/**
 * Renders Markdown. Pure: the same text gives the same bytes, for the same handles. Too long a page for its text goes without the tones of its code, then
 * without links that are not marked as such.
 * @param handles of people: `@handle` with one of these is a link
 * @throws TooComplex when it nests too deeply, or is too long even so
 */
export function renderMarkdown(body: string, handles: readonly string[] = []): Rendered {
  const parsed = parse(body, { plainAddresses: false, handles: new Set(handles), mentioned: new Set() })
  const short = written(body, parsed, false) ?? written(body, parsed, true)
  if (short) return short
  const plain = parsed.hasAddresses
    ? parse(body, { plainAddresses: true, handles: new Set(), mentioned: new Set() })
    : parsed
  const shortest = plain === parsed ? null : written(body, plain, true)
  if (!shortest) throw new TooComplex(tooLongFor(parser, body, plain.tokens, plain.footnotes))
  return shortest
}

type Given = { plainAddresses: boolean; handles: ReadonlySet<string>; mentioned: Set<string> }
type Parsed = { tokens: Token[]; footnotes: Map<string, Footnote>; hasAddresses: boolean; mentioned: string[] }

function parse(body: string, given: Given): Parsed {
  const env: Record<string, unknown> = given
  const tokens = parser.parse(body, env)
  // Put there by the rules of footnotes and of bare links.
  const footnotes = env.footnotes as Map<string, Footnote>
  return { tokens, footnotes, hasAddresses: env.hasAddresses === true, mentioned: [...given.mentioned] }
}

/** Null when the page is too long. */
function written(body: string, { tokens, footnotes, mentioned }: Parsed, plainCode: boolean): Rendered | null {
  const writer = new HtmlWriter(parser, body, footnotes, plainCode)
  const html = (writer.blocks(tokens) + writer.notes()).trimEnd()
  return isTooLong(html, body) ? null : { ...rendered(html, tokens, writer.numbered), mentioned }
}

function rendered(html: string, tokens: Token[], footnotes: Footnote[]): Omit<Rendered, 'mentioned'> {
  const text = plainText(tokens, footnotes)
  return { html, text, excerpt: cutTo(text.replace(/\s+/g, ' ').trim(), excerptLength) }
}

/** Text as it was written, for one that was kept under other rules and that today's refuse. */
export function renderAsWritten(body: string): Rendered {
  const text = body.replace(/\r\n?/g, '\n')
  const html = `<p>${escapeText(text).replaceAll('\n', '<br>\n')}</p>`
  return { html, text: text.trim(), excerpt: cutTo(text.replace(/\s+/g, ' ').trim(), excerptLength), mentioned: [] }
}
