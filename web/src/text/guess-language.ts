/**
 * The language of a text by its letters, for `lang` and with it hyphenation and the voice of a screen reader. Of other letters than ours nothing is
 * said: an empty `lang` is "unknown", which is better than the page's own.
 */
export function guessLanguage(text: string): 'en' | 'ru' | '' {
  const sample = text.slice(0, 600)
  const count = (letters: RegExp) => sample.match(letters)?.length ?? 0
  const cyrillic = count(/\p{Script=Cyrillic}/gu)
  const latin = count(/\p{Script=Latin}/gu)
  if (cyrillic + latin < count(/\p{L}/gu) / 2) return ''
  return cyrillic > latin ? 'ru' : 'en'
}
