/** The words that a screen reader hears at footnotes, in the language of the text. */
const words = {
  en: { label: 'Footnotes', back: 'Back to reference' },
  ru: { label: 'Сноски', back: 'Назад к ссылке' },
} as const
export type FootnoteWords = (typeof words)[keyof typeof words]

/** In Russian where a text has more Cyrillic letters than Latin ones. */
export function footnoteWords(text: string): FootnoteWords {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0
  return count(/\p{Script=Cyrillic}/gu) > count(/\p{Script=Latin}/gu) ? words.ru : words.en
}
