import { isVisible, normalText, type Problems } from '@forum/graphql-kit'
import { isCommonPassword } from './common-passwords.ts'

export const passwordLengths = { shortest: 8, longest: 128 } as const
const { shortest, longest } = passwordLengths

/** As typed on any keyboard: NFKC, so that the same characters give the same hash (NIST SP 800-63B). */
export const normalPassword = (given: string): string => normalText(given, longest, 'NFKC')

/** Whose password it is to be: what they are called is what is tried first. */
export type PasswordOwner = { handle: string; email: string }

export function checkPassword(problems: Problems, given: string, owner: PasswordOwner, path: string[]): void {
  const password = normalPassword(given)
  const length = [...password].length
  const isLong = problems.check(
    length >= shortest,
    path,
    'PASSWORD_TOO_SHORT',
    `A password has at least ${shortest} characters.`,
  )
  problems.check(length <= longest, path, 'PASSWORD_TOO_LONG', `A password has at most ${longest} characters.`)
  if (!isLong) return
  problems.check(isVisible(password), path, 'PASSWORD_BLANK', 'A password is more than blanks.')
  problems.check(
    !isCommonPassword(password.trim()),
    path,
    'PASSWORD_COMMON',
    'This is one of the most common passwords: it would be guessed first. Choose another one.',
  )
  problems.check(
    !namesOf(owner).includes(password.trim().toLowerCase()),
    path,
    'PASSWORD_IS_NAME',
    'The handle or e-mail address is no password. Choose another one.',
  )
}

function namesOf({ handle, email }: PasswordOwner): string[] {
  const address = normalText(email, longest, 'NFKC').toLowerCase()
  return [handle, `@${handle}`, address, address.split('@')[0] ?? ''].map((name) => name.toLowerCase())
}
