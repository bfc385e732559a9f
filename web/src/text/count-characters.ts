/** How long a text is, as the API counts it: in characters (code points), where `length` counts a smiley as two. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** The beginning of a text, of at most so many characters: what `maxlength` would do, if it counted so. */
export function firstCharacters(text: string, max: number): string {
  return text.length <= max ? text : [...text].slice(0, max).join('')
}
