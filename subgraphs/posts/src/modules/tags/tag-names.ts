import { characters, hasControlCharacters, isVisible, normalText, type Problems } from '@forum/graphql-kit'

export const mostTags = 5
export const longestTag = 30
const tooMany = `A post has at most ${mostTags} tags.`

/** More than anybody repeats by mistake; a longer list is refused unread. */
const mostGiven = mostTags * 10

/** A tag's name as it is kept: NFC, lower case, one space between words. */
export const tagName = (given: string): string =>
  normalText(given.trim().replace(/\s+/g, ' '), longestTag).toWellFormed().toLowerCase().normalize('NFC')

/** The names of a post's tags, in their order, each once. */
export function readTagNames(given: readonly string[], problems: Problems, path: string[] = ['tags']): string[] {
  const names: string[] = []
  const isShort = given.length <= mostGiven
  if (!problems.check(isShort, path, 'TOO_MANY', tooMany)) return names
  given.forEach((text, index) => {
    const name = tagName(text)
    const at = [...path, String(index)]
    if (!problems.check(isVisible(name), at, 'REQUIRED', 'A tag needs a name.')) return
    problems.check(characters(name) <= longestTag, at, 'TOO_LONG', `A tag has at most ${longestTag} characters.`)
    problems.check(
      !hasControlCharacters(name),
      at,
      'INVALID_CHARACTERS',
      'A tag holds a character that cannot be kept.',
    )
    if (!names.includes(name)) names.push(name)
  })
  problems.check(names.length <= mostTags, path, 'TOO_MANY', tooMany)
  return names
}
