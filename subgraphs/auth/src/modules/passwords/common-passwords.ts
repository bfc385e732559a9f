import { dictionary } from '@zxcvbn-ts/language-common'

const mostCommon = 10_000

/** The most common passwords of public leaks, the most common first; all in lower case. */
const common: ReadonlySet<string> = new Set(dictionary['passwords-common'].slice(0, mostCommon))

/** Whether a password is among the 10,000 that are tried first, however its letters are written. */
export const isCommonPassword = (password: string): boolean => common.has(password.toLowerCase())
