const hasSubstance = /[\p{L}\p{N}\p{S}]/u

/** The words of a query that were looked for: all but those that the forum left out, its `or`, quotes and minus. */
export function leftToLookFor(query: string, ignoredWords: readonly string[]): string[] {
  const ignored = new Set(ignoredWords)
  return query
    .split(/[\s"]+/)
    .map((word) => word.replace(/^-/, ''))
    .filter((word) => hasSubstance.test(word) && !/^or$/i.test(word) && !ignored.has(word))
}

/** Those that a reader would call words: a dash or three dots were never meant to be found. */
export const realWords = (words: readonly string[]): string[] => words.filter((word) => hasSubstance.test(word))
