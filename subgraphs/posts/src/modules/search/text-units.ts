// A text cut into what search tells apart, as forum_search_vector cuts it in SQL: words, the parts of compounds and of camelCase, compounds as
// one word, names like C++, and the characters of languages without spaces.

/** Part of a text that may match: `word` is what Postgres is asked about. */
export type Unit = { start: number; end: number; word: string }

const letter = String.raw`[\p{L}\p{N}](?:[\p{M}\p{Default_Ignorable_Code_Point}]*)`
export const pictographs = String.raw`[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]`
const simple = String.raw`(?:(?!${pictographs})${letter})+`
const signs = String.raw`(?<![\p{L}\p{N}])(?:[\p{L}]\+\+|[A-Za-z]#(?![\p{L}\p{N}])|\.net(?![\p{L}\p{N}]))`
const units = new RegExp(String.raw`(?<sign>${signs})|(?<compound>${simple}(?:[-._'’‐‑]${simple})*)`, 'giu')
const simpleWords = new RegExp(simple, 'gu')
const humps = /(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u

/** The words of a text, parts of compounds before the whole. */
export function unitsOf(text: string): Unit[] {
  const found: Unit[] = []
  for (const { 0: whole, index: start, groups } of text.matchAll(units)) {
    const end = start + whole.length
    if (groups?.['sign'] !== undefined) found.push({ start, end, word: nameOfSigns(whole) })
    else found.push(...partsOf(whole, start), ...joined(whole, start))
  }
  return found
}

function partsOf(compound: string, at: number): Unit[] {
  return [...compound.matchAll(simpleWords)].flatMap(({ 0: word, index }) => {
    let start = at + index
    return word.split(humps).map((part) => {
      const unit = { start, end: start + part.length, word: part }
      start = unit.end
      return unit
    })
  })
}

function joined(compound: string, start: number): Unit[] {
  const isCompound = /[-._'’‐‑]/.test(compound) || humps.test(compound)
  const word = compound.replace(/[-._'’‐‑]/g, '').toLowerCase()
  return isCompound ? [{ start, end: start + compound.length, word }] : []
}

const nameOfSigns = (signs: string): string =>
  signs.startsWith('.') ? 'dotnet' : signs.replace('++', 'plusplus').replace('#', 'sharp')
