import { normalText, type Problems } from '@forum/graphql-kit'

const shortest = 8
const longest = 128

/** As typed on any keyboard: NFKC, so that the same characters give the same hash (NIST SP 800-63B). */
export const normalPassword = (given: string): string => normalText(given, longest, 'NFKC')

export function checkPassword(problems: Problems, password: string, path: string[]): void {
  const length = [...password].length
  problems.check(length >= shortest, path, 'PASSWORD_TOO_SHORT', `A password has at least ${shortest} characters.`)
  problems.check(length <= longest, path, 'PASSWORD_TOO_LONG', `A password has at most ${longest} characters.`)
}
