import { createHash } from 'node:crypto'
import type { MarkdownIt, Token } from 'markdown-it'
import { escapeAttribute, escapeText } from './escape-html.ts'
import { type FootnoteWords, footnoteWords } from './footnote-words.ts'
import { type Footnote, keyOf } from './rules/footnotes.ts'

type Numbered = { number: number; footnote: Footnote }

/**
 * Writes a text's tokens as HTML, its footnotes at the end in the order in which they are referred to. Ids of footnotes are those of their
 * text: a page has many texts, each of which counts from one. They are made of the text alone, so that a preview has the same bytes.
 */
export class HtmlWriter {
  readonly #md: MarkdownIt
  readonly #footnotes: ReadonlyMap<string, Footnote>
  readonly #env: Record<string, unknown>
  readonly #numbered = new Map<string, Numbered>()
  readonly #prefix: string
  /** Looked for once: it reads the whole text. */
  readonly #words: FootnoteWords

  constructor(md: MarkdownIt, body: string, footnotes: ReadonlyMap<string, Footnote>, plainCode: boolean) {
    this.#md = md
    this.#footnotes = footnotes
    this.#env = { plainCode, reference: (token: Token) => this.#reference(token) }
    const isNoted = footnotes.size > 0
    this.#words = footnoteWords(isNoted ? body : '')
    this.#prefix = isNoted ? `user-content-${createHash('sha256').update(body).digest('hex').slice(0, 8)}-` : ''
  }

  /** Those that were referred to so far, in order. */
  get numbered(): Footnote[] {
    return [...this.#numbered.values()].map(({ footnote }) => footnote)
  }

  blocks(tokens: Token[]): string {
    return this.#md.renderer.render(tokens, this.#md.options, this.#env)
  }

  /** What was referred to in the blocks that are written, and in footnotes themselves. */
  notes(): string {
    if (this.#numbered.size === 0) return ''
    const items: string[] = []
    // Grows while its footnotes are written.
    for (const numbered of this.#numbered.values()) items.push(this.#note(numbered))
    const heading = `<h2 class="sr-only" id="${this.#prefix}footnote-label">${this.#words.label}</h2>`
    return `<section data-footnotes class="footnotes">${heading}\n<ol>\n${items.join('')}</ol>\n</section>\n`
  }

  #note({ number, footnote }: Numbered): string {
    const label = escapeAttribute(`${this.#words.back} ${number}`)
    const back = `<a href="#${this.#prefix}fnref-${number}" data-footnote-backref="" aria-label="${label}" class="data-footnote-backref">↩</a>`
    const body = this.blocks(footnote.tokens)
    const end = '</p>\n'
    const text = body.endsWith(end) ? `${body.slice(0, -end.length)} ${back}${end}` : `${body}${back}\n`
    return `<li id="${this.#prefix}fn-${number}">\n${text}</li>\n`
  }

  /** One way back leads to the first reference. What is not defined, or shown as text itself, is text. */
  #reference(token: Token): string {
    const key = keyOf(token)
    const footnote = this.#footnotes.get(key)
    if (!footnote) return escapeText(token.content)
    const earlier = this.#numbered.get(key)
    const number = earlier?.number ?? this.#numbered.size + 1
    this.#numbered.set(key, { number, footnote })
    const id = earlier ? '' : ` id="${this.#prefix}fnref-${number}"`
    const described = `data-footnote-ref aria-describedby="${this.#prefix}footnote-label"`
    return `<sup><a href="#${this.#prefix}fn-${number}"${id} ${described}>${number}</a></sup>`
  }
}
