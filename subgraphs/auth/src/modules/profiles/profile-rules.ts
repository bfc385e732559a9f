import { isVisible, normalText, type Problems } from '@forum/graphql-kit'

const longestName = 50
const longestBio = 500

// Control characters, lone surrogates, and what turns the text around a name; a bio may have lines and tabs.
const notInAName = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u
const notInABio = /[^\P{Cc}\n\t]|\p{Cs}/u

export const normalName = (given: string): string => normalText(given.trim(), longestName)

export const normalBio = (given: string): string => normalText(given.replaceAll('\r\n', '\n').trim(), longestBio)

export function checkName(problems: Problems, name: string, path: string[]): void {
  const length = [...name].length
  problems.check(
    length >= 1 && length <= longestName,
    path,
    'NAME_LENGTH',
    `A name has 1 to ${longestName} characters.`,
  )
  problems.check(!notInAName.test(name), path, 'NAME_CHARACTERS', 'A name is one line of text.')
  problems.check(length === 0 || isVisible(name), path, 'NAME_INVISIBLE', 'A name can be seen.')
}

export function checkBio(problems: Problems, bio: string, path: string[]): void {
  problems.check([...bio].length <= longestBio, path, 'BIO_TOO_LONG', `A bio has at most ${longestBio} characters.`)
  problems.check(!notInABio.test(bio), path, 'BIO_CHARACTERS', 'A bio is plain text.')
}
