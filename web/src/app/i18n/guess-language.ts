/** The language of a text by its letters, for `lang` and with it hyphenation and the voice of a screen reader. */
export function guessLanguage(text: string): 'en' | 'ru' {
  const sample = text.slice(0, 600)
  const cyrillic = sample.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0
  return cyrillic > latin ? 'ru' : 'en'
}
