import { characters, hasControlCharacters, hasNul, isVisible, normalText, Problems } from '@forum/graphql-kit'
import { readTagNames } from '../tags/tag-names.ts'

const longestTitle = 200
export const longestBody = 50_000

export type PostVisibility = 'PUBLIC' | 'PRIVATE'
export type PostText = { title: string; body: string; tags: string[] }

/** A title as it is kept: NFC, on one line, without space around it. */
export function readTitle(given: string, problems: Problems, path: string[] = ['title']): string {
  const title = normalText(given.trim(), longestTitle).toWellFormed()
  if (problems.check(isVisible(title), path, 'REQUIRED', 'A post needs a title.'))
    problems.check(
      characters(title) <= longestTitle,
      path,
      'TOO_LONG',
      `A title has at most ${longestTitle} characters.`,
    )
  problems.check(!hasControlCharacters(title), path, 'INVALID_CHARACTERS', 'A title stands on one line.')
  return title
}

/** A Markdown body as it is kept: as written. */
export function readBody(given: string, max: number, problems: Problems, path: string[] = ['body']): string {
  const body = given.toWellFormed()
  if (problems.check(isVisible(body), path, 'REQUIRED', 'There is no text.')) {
    const isShort = body.length <= max || characters(body) <= max
    problems.check(isShort, path, 'TOO_LONG', `The text has at most ${max} characters.`)
  }
  problems.check(!hasNul(body), path, 'INVALID_CHARACTERS', 'The text holds a character that cannot be kept.')
  return body
}

export function readPostText(
  given: { title: string; body: string; tags?: readonly string[] | null | undefined },
  problems: Problems,
  path: string[] = [],
): PostText {
  return {
    title: readTitle(given.title, problems, [...path, 'title']),
    body: readBody(given.body, longestBody, problems, [...path, 'body']),
    tags: readTagNames(given.tags ?? [], problems, [...path, 'tags']),
  }
}
