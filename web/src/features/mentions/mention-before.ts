/** `@` and what of a name stands before the caret: not in a word or an address. As the renderer reads it, but for names, which may be in any script. */
const begun = /(?<![\p{L}\p{N}\p{M}_@/.+-])@([\p{L}\p{N}\p{M}_]{0,30})$/u

export type BegunMention = { from: number; prefix: string }

export function mentionBefore(text: string, caret: number): BegunMention | null {
  const found = begun.exec(text.slice(Math.max(0, caret - 40), caret))
  return found ? { from: caret - found[0].length, prefix: found[1] ?? '' } : null
}
