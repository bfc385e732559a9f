/** Length as people and Postgres count it: in code points. */
export function characters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** Postgres keeps no NUL, and nobody can see one. */
export const hasNul = (text: string): boolean => text.includes('\u0000')

/** What may not stand in one line: control characters, and what ends a line or paragraph. */
export const hasControlCharacters = (text: string): boolean => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)

/** Whether a reader sees anything: spaces of no width, fillers and the like are letters to Unicode, and nothing to the eye. */
export const isVisible = (text: string): boolean =>
  /[[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Co}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v.test(text)

/**
 * The normal form of a text that may have so many code points. Of a far longer one only the beginning, which is too long as well: some texts
 * take quadratic time, and no code point of a normal form is made of 10 units.
 */
export const normalText = (text: string, limit: number, form: 'NFC' | 'NFKC' = 'NFC'): string =>
  text.slice(0, limit * 10).normalize(form)
