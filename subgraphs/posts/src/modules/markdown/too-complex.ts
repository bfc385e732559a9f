/** What of a text can be too much. The web app has words for each. */
export type Construct = 'nesting' | 'footnotes' | 'table' | 'list' | 'quotation' | 'links' | 'code' | 'heading' | 'text'

const named: Record<Construct, string> = {
  nesting: 'lists and quotations',
  footnotes: 'footnotes',
  table: 'table',
  list: 'list',
  quotation: 'quotation',
  links: 'links',
  code: 'code',
  heading: 'headings',
  text: 'text',
}

/** Why a text is not rendered: the thing, its line, and a way out, in one sentence of the same form: `Line 12, table: …`. */
export type Refusal = { construct: Construct; line: number; message: string }

export const refusal = (construct: Construct, line: number, why: string): Refusal => ({
  construct,
  line,
  message: `Line ${line}, ${named[construct]}: ${why}`,
})

/** Carries a refusal out of the parser. */
export class TooComplex extends Error {
  readonly refusal: Refusal

  constructor(given: Refusal) {
    super(given.message)
    this.refusal = given
  }
}
