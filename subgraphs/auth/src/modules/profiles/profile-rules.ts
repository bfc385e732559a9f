import { isVisible, normalText, type Problems } from '@forum/graphql-kit'
import { playsTheStaff } from './staff-names.ts'

const longestName = 50
const longestBio = 500

// Control characters, lone surrogates, and what turns the text around a name; a bio may have lines and tabs.
const notInAName = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u
// Letters of no width belong inside an emoji, between letters that they join or part (Persian, the scripts of India), and nowhere else.
const joiners =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})|(?<=[\p{Emoji}\u200d])[\ufe0e\ufe0f]|(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Telugu}\p{Script=Kannada}])[\u200c\u200d](?=\p{L})|(?<=\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0020}-\u{e007f}]/gu
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
  const isOneLine = !notInAName.test(name)
  problems.check(isOneLine, path, 'NAME_CHARACTERS', 'A name is one line of text.')
  // What turns text around is invisible, too: one sentence is enough.
  problems.check(
    !isOneLine || length === 0 || isWhollyVisible(name),
    path,
    'NAME_INVISIBLE',
    'Each letter of a name can be seen.',
  )
  problems.check(
    !playsTheStaff(name),
    path,
    'NAME_OF_STAFF',
    'This name would pass for the staff of the forum. Choose another one.',
  )
}

const isWhollyVisible = (name: string): boolean =>
  isVisible(name) && !/[\p{Default_Ignorable_Code_Point}\u2800]/u.test(name.replace(joiners, ''))

export function checkBio(problems: Problems, bio: string, path: string[]): void {
  problems.check([...bio].length <= longestBio, path, 'BIO_TOO_LONG', `A bio has at most ${longestBio} characters.`)
  problems.check(!notInABio.test(bio), path, 'BIO_CHARACTERS', 'A bio is plain text.')
}
