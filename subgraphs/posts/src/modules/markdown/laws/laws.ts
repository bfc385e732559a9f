import { footnoteWords } from '../footnote-words.ts'
import type { Rendered } from '../render-markdown.ts'
import { type ReadHtml, readHtml, valuesOf } from './read-html.ts'

// What holds for every text. Each law answers what breaks it.

/** Letters and digits that mean something else than themselves, each with its reason. All else that was written can be found. */
const exceptions: { why: string; pattern: RegExp }[] = [
  {
    why: 'a reference to a character is that character',
    pattern: /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/giu,
  },
  {
    why: "the number of a list's item is counted on from the first, which may be an attribute",
    pattern: /\b\d{1,9}(?=[.)](?:\s|$))/gmu,
  },
  {
    why: 'the label at the end of a link joins it with its definition, also after [^2], which is its text then',
    pattern: /(?<=\])\[[^[\]]{1,999}\]/gu,
  },
  { why: 'the label of a footnote becomes its number', pattern: /\[\^[^\s[\]]{1,999}\]/gu },
  { why: 'the label of a definition joins it with its link', pattern: /\[[^[\]]{1,999}\](?=:)/gu },
  { why: 'the x of a ticked box is a tick', pattern: /(?<=[-+*.)]\s+)\[x\](?=[ \t])/giu },
]

const word = /[\p{L}\p{N}]+/gu

/** Each run of letters or digits stands in the text, in an href, src, alt or title, or is the language of a fence. */
export function lostWords(body: string, { html }: Pick<Rendered, 'html'>): string[] {
  const read = readHtml(html)
  const shown = [read.text, ...valuesOf(read, ['href', 'src', 'alt', 'title', 'class'])]
    .flatMap((value) => [value, decoded(value)])
    .join('\n')
  const words = new Set(withoutExceptions(body).normalize('NFC').match(word))
  const all = shown.normalize('NFC')
  return [...words].filter((one) => !all.includes(one))
}

const withoutExceptions = (body: string): string =>
  exceptions.reduce((rest, { pattern }) => rest.replace(pattern, ' '), body)

/** Addresses are written with signs for what is no ASCII. */
const decoded = (value: string): string =>
  value.replace(/(?:%[\da-f]{2})+/gi, (signs) => Buffer.from(signs.replaceAll('%', ''), 'hex').toString('utf8'))

const tags = new Set(
  'a blockquote br code del em h1 h2 h3 h4 h5 h6 hr input li ol p pre section span strong sup table tbody td th thead tr ul'.split(
    ' ',
  ),
)
/** By the rules by which a browser reads an address. */
const goesSomewhereSafe = {
  test: (address: string): boolean => {
    const url = URL.parse(address, 'https://forum.example/p/1')
    return url === null || ['http:', 'https:', 'mailto:'].includes(url.protocol)
  },
}

const attributes: Record<string, { test(value: string): boolean }> = {
  href: goesSomewhereSafe,
  rel: /^nofollow ugc noopener$/,
  referrerpolicy: /^no-referrer$/,
  title: /^/,
  class:
    /^(?:language-.*|tok-(?:keyword|string|comment|number|name|meta)|footnotes|sr-only|data-footnote-backref|contains-task-list|task-list-item)$/s,
  id: /^user-content-[\da-f]{8}-(?:fn-\d+|fnref-\d+|footnote-label)$/,
  'aria-describedby': /^user-content-[\da-f]{8}-footnote-label$/,
  'aria-label': new RegExp(`^(?:${[footnoteWords('a').back, footnoteWords('я').back].join('|')}) \\d+$`),
  'data-footnotes': /^$/,
  'data-footnote-ref': /^$/,
  'data-footnote-backref': /^$/,
  align: /^(?:left|right|center)$/,
  start: /^\d{1,9}$/,
  type: /^checkbox$/,
  checked: /^$/,
  disabled: /^$/,
}

/** Nothing runs, nothing is loaded, and a browser reads the very elements that were written. */
export function dangers({ html }: Pick<Rendered, 'html'>): string[] {
  const read: ReadHtml = readHtml(html)
  const found = read.others.map((name) => `a node ${name}`)
  for (const { tagName, attrs } of read.elements) {
    if (!tags.has(tagName)) found.push(`<${tagName}>`)
    for (const { name, value } of attrs)
      if (!attributes[name]?.test(value)) found.push(`<${tagName} ${name}="${value}">`)
  }
  const written = html.match(/<[a-z]/g)?.length ?? 0
  if (written !== read.elements.length) found.push(`${written} elements written, ${read.elements.length} read`)
  return found
}

/** UTF-8 bytes beyond 12 times the source and 8 KB. */
export const excessBytes = (body: string, { html }: Pick<Rendered, 'html'>): number =>
  Buffer.byteLength(html) - 12 * Buffer.byteLength(body) - 8 * 1024
