import unhomoglyph from 'unhomoglyph'

/** Letters that digits and signs are written for. */
const writtenFor: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  i: 'l',
}

/**
 * What a word looks like, in small and in capital letters (м and m are no twins, М and M are): two that look alike have a skeleton in common (Unicode
 * TR39's table of confusables), whatever alphabets their letters are of. For comparing alone; it is no word.
 */
export function skeletonsOf(word: string): readonly [string, string] {
  const letters = bare(word)
  return [skeletonOf(letters.toLowerCase()), skeletonOf(letters.toUpperCase())]
}

const skeletonOf = (letters: string): string =>
  letterByLetter(unhomoglyph(letterByLetter(unhomoglyph(letters).toLowerCase())).toLowerCase())

/** Without accents, and without what has no look of its own. */
const bare = (word: string): string => word.normalize('NFKD').replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')

const letterByLetter = (text: string): string => [...text].map((letter) => writtenFor[letter] ?? letter).join('')
