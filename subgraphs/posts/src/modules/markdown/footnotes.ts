import { createHash } from 'node:crypto'
import type { Element, Root } from 'hast'

/** The words that a screen reader hears at footnotes, in the language of the text. */
export const footnoteWords = {
  en: { footnoteLabel: 'Footnotes', footnoteBackLabel: backLabel('Back to reference') },
  ru: { footnoteLabel: 'Сноски', footnoteBackLabel: backLabel('Назад к ссылке') },
} as const

const hasFootnotes = (text: string): boolean => text.includes('[^')

/** The language of a text's footnotes: Russian where it has more Cyrillic letters than Latin ones. A text without any is not looked through. */
export function footnoteLanguage(text: string): keyof typeof footnoteWords {
  if (!hasFootnotes(text)) return 'en'
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0
  return count(/\p{Script=Cyrillic}/gu) > count(/\p{Script=Latin}/gu) ? 'ru' : 'en'
}

const clobberPrefix = 'user-content-'

/**
 * Makes the ids of footnotes, and the links to them, those of their text: a page has many texts, each of which counts from one. They are made
 * of the text alone, so that a preview has the same bytes.
 */
export function footnotesOfTheirText(tree: Root, text: string): void {
  if (!hasFootnotes(text)) return
  const prefix = `${clobberPrefix}${createHash('sha256').update(text).digest('hex').slice(0, 8)}-`
  const own = (id: string) => prefix + (id.startsWith(clobberPrefix) ? id.slice(clobberPrefix.length) : id)
  const visit = (parent: Root | Element) => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      const { id, href, ariaDescribedBy } = child.properties
      if (typeof id === 'string') child.properties.id = own(id)
      if (typeof href === 'string' && href.startsWith(`#${clobberPrefix}`))
        child.properties.href = `#${own(href.slice(1))}`
      if (Array.isArray(ariaDescribedBy))
        child.properties.ariaDescribedBy = ariaDescribedBy.map((one) => own(String(one)))
      visit(child)
    }
  }
  visit(tree)
}

function backLabel(words: string) {
  return (reference: number, again: number): string => `${words} ${reference + 1}${again > 1 ? `-${again}` : ''}`
}
