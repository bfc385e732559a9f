/** A word or a quote of a query. */
type Term = { words: string; isExcluded: boolean }

/** What a query asks for: the outer are alternatives, the terms of one all hold. */
export type Alternatives = readonly (readonly Term[])[]

const pieces = /(-?)"([^"]*)"?|\S+/gu
const hasSubstance = /[\p{L}\p{N}\p{S}]/u

/** Reads a query as web searches are written: quotes, `or`, and a minus that touches what it excludes. */
export function readAlternatives(query: string): Alternatives {
  const alternatives: Term[][] = [[]]
  for (const [piece, minus, quote] of query.matchAll(pieces)) {
    if (/^or$/i.test(piece)) alternatives.push([])
    else {
      const isExcluded = piece.startsWith('-')
      const words = quote ?? (isExcluded ? piece.slice(1) : piece)
      const isQuoteOf = minus !== undefined
      if (hasSubstance.test(words) || (!isQuoteOf && !isExcluded)) alternatives.at(-1)?.push({ words, isExcluded })
    }
  }
  return alternatives.filter((terms) => terms.length > 0)
}

/** The words of a query, each once, as they were written. */
export const wordsOf = (alternatives: Alternatives): string[] => [
  ...new Set(alternatives.flat().flatMap(({ words }) => words.split(/\s+/).filter((word) => word !== ''))),
]
