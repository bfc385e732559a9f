const face = '1em "Literata Variable"'

/** Asks for the face of titles and texts when the code of a page that shows them is there: before its words are, not after. */
export function fetchSerif(): void {
  if (import.meta.env.SSR) return
  const isRussian = document.documentElement.lang === 'ru'
  for (const letter of isRussian ? ['a', '\u0430'] : ['a']) {
    document.fonts.load(face, letter).catch(() => undefined) // the words are read in the fallback then
  }
}
