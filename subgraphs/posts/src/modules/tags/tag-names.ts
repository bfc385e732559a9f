import type { Problems } from '@forum/graphql-kit'
import { characters, hasControlCharacters } from '../../text.ts'

export const mostTags = 5
export const longestTag = 30

/** A tag's name as it is kept: NFC, lower case, one space between words. */
export const tagName = (given: string): string =>
  given.toWellFormed().normalize('NFC').toLowerCase().normalize('NFC').trim().replace(/\s+/g, ' ')

/** The names of a post's tags, in their order, each once. */
export function readTagNames(given: readonly string[], problems: Problems, path: string[] = ['tags']): string[] {
  const names: string[] = []
  given.forEach((text, index) => {
    const name = tagName(text)
    const at = [...path, String(index)]
    if (!problems.check(name !== '', at, 'REQUIRED', 'A tag needs a name.')) return
    problems.check(characters(name) <= longestTag, at, 'TOO_LONG', `A tag has at most ${longestTag} characters.`)
    problems.check(
      !hasControlCharacters(name),
      at,
      'INVALID_CHARACTERS',
      'A tag holds a character that cannot be kept.',
    )
    if (!names.includes(name)) names.push(name)
  })
  problems.check(names.length <= mostTags, path, 'TOO_MANY', `A post has at most ${mostTags} tags.`)
  return names
}
