export const maxTags = 5
const longest = 30

/** Tags as the forum keeps them: NFKC without invisible letters, lower case, ё as е, one space between words, each once, at most five of thirty characters. */
export function cleanTags(tags: string[]): string[] {
  const clean = tags.map((tag) => {
    const name = tag
      .normalize('NFKC')
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .toLowerCase()
      .replaceAll('ё', 'е')
      .trim()
      .replace(/^#+\s*/, '')
      .replace(/\s+/g, ' ')
    return [...name].slice(0, longest).join('').trim()
  })
  return [...new Set(clean.filter((tag) => tag !== ''))].slice(0, maxTags)
}
