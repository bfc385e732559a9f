const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** What a reader sees as one character, one by one. */
export const graphemesOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment)

/**
 * Text on one line as it can be drawn: composed, without half characters, without controls and marks of direction (which could turn
 * the words of a title around), cut to `maximum` graphemes. Joiners stay: they hold an emoji together.
 */
export function cleanText(text: string, maximum: number): string {
  const whole = text
    .slice(0, maximum * 16)
    .toWellFormed()
    .normalize('NFC')
    .replace(/[^\S\u00A0\u202F]+/g, ' ')
    .replaceAll('\u202F', '\u00A0')
    .replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}]/gu, '')
    .trim()
  return graphemesOf(whole).slice(0, maximum).join('')
}
