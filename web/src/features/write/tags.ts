export const mostTags = 5

/** Tags as the forum keeps them: NFC, lower case, letters, digits and hyphens, at most 30 characters, each once, at most five. */
export function cleanTags(tags: string[]): string[] {
  const clean = tags.map((tag) =>
    tag
      .normalize('NFC')
      .toLowerCase()
      .replace(/^#+/, '')
      .replace(/[^\p{L}\p{N}-]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 30),
  )
  return [...new Set(clean.filter((tag) => tag !== ''))].slice(0, mostTags)
}
