/** Longer ones JSON.stringify looks through faster than this does. */
const shortCharacters = 40

/** A string as JSON. Most are short and have nothing to escape, and asking JSON.stringify for each costs more than looking. */
export function quoted(text: string): string {
  if (text.length > shortCharacters) return JSON.stringify(text)
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    // Controls, the quote, the backslash, and halves of surrogate pairs, which JSON writes as escapes where they stand alone.
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff)) return JSON.stringify(text)
  }
  return `"${text}"`
}
