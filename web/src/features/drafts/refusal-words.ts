import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** The server says which line and what of the text is too much: "Line 12, table: …". Null where it says something else. */
export function refusalWords(message: string): MessageDescriptor | null {
  const [, line, construct] = /^Line (\d+), ([a-z ]+): /.exec(message) ?? []
  if (!line || !construct) return null
  switch (construct) {
    case 'lists and quotations':
      return msg`Line ${line}: lists and quotations stand too deep within each other. Nest them less deeply.`
    case 'footnotes':
      return msg`Line ${line}: these are too many footnotes. Use fewer, or split the text in two.`
    case 'table':
      return msg`Line ${line}: the table is too large to be laid out. Make it smaller, or split it in two.`
    case 'list':
      return msg`Line ${line}: the list is too large to be laid out. Make it shorter, or split it in two.`
    case 'quotation':
      return msg`Line ${line}: the quotation is too large to be laid out. Make it shorter, or split it in two.`
    case 'links':
      return msg`Line ${line}: these are too many links. Use fewer, or split the text in two.`
    case 'code':
      return msg`Line ${line}: the code is too much to be laid out. Make it shorter, or split it in two.`
    case 'headings':
      return msg`Line ${line}: these are too many headings. Use fewer, or split the text in two.`
    case 'text':
      return msg`The text takes too long to be laid out. Split it in two, or use fewer marks in it.`
    default:
      return null
  }
}
