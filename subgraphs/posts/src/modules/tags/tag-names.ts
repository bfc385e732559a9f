import { characters, hasControlCharacters, isVisible, normalText, type Problems } from '@forum/graphql-kit'

const maxTags = 5
const longestTag = 30
const tooMany = `A post has at most ${maxTags} tags.`

/** More than anybody repeats by mistake; a longer list is refused unread. */
const maxGiven = maxTags * 10

/** Addresses of pages leave these out, so a tag of this name would have none. */
const withoutPage = ['.', '..']

/**
 * A tag's name as it is kept: NFKC, without code points that nobody sees, lower case, ё as е, one space between words. What looks alike is one
 * tag. forum_tag_name is the same in SQL.
 */
export const tagName = (given: string): string =>
  normalText(given.replace(/\p{Default_Ignorable_Code_Point}+/gu, ''), longestTag, 'NFKC')
    .toWellFormed()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}+/gu, '')
    .replaceAll('ё', 'е')
    .replace(/\s+/g, ' ')
    .trim()

/** The names of a post's tags, in their order, each once. */
export function readTagNames(given: readonly string[], problems: Problems, path: string[] = ['tags']): string[] {
  const names: string[] = []
  const isShort = given.length <= maxGiven
  if (!problems.check(isShort, path, 'TOO_MANY', tooMany)) return names
  given.forEach((text, index) => {
    const name = tagName(text)
    const at = [...path, String(index)]
    if (!problems.check(isVisible(name), at, 'REQUIRED', 'A tag needs a name.')) return
    problems.check(!withoutPage.includes(name), at, 'INVALID', `A tag "${name}" could have no page. Write it in words.`)
    problems.check(characters(name) <= longestTag, at, 'TOO_LONG', `A tag has at most ${longestTag} characters.`)
    problems.check(
      !hasControlCharacters(name),
      at,
      'INVALID_CHARACTERS',
      'A tag holds a character that cannot be kept.',
    )
    if (!names.includes(name)) names.push(name)
  })
  problems.check(names.length <= maxTags, path, 'TOO_MANY', tooMany)
  return names
}
