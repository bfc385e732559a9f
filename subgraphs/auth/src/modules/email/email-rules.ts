import { type InvalidInput, invalidInput, normalText, type Problems } from '@forum/graphql-kit'
import { isReachable } from './addresses.ts'

const longest = 254

// One @, a dot in the domain, no spaces or control characters. Whether it receives mail only a mail can tell.
const shape = /^[^\s@\p{C}]+@[^\s@.\p{C}]+(?:\.[^\s@.\p{C}]+)+$/u

export const normalEmail = (given: string): string => normalText(given.trim(), longest)

export function checkEmail(problems: Problems, email: string, path: string[]): void {
  problems.check(
    email.length <= longest && shape.test(email),
    path,
    'EMAIL_MALFORMED',
    'This is not an e-mail address.',
  )
}

/** For whoever gives their own: seeded people and the operator may have one that nothing reaches. */
export function checkReachable(problems: Problems, email: string, path: string[]): void {
  problems.check(isReachable(email), path, 'EMAIL_UNREACHABLE', 'No mail can reach this address. Give one of yours.')
}

/** Says as little as can be: why an address is kept is its owner's business. */
export const addressIsKept = (): InvalidInput =>
  invalidInput([
    {
      path: ['email'],
      code: 'EMAIL_NOT_ACCEPTED',
      message: 'This address cannot be used here. Give another one, or write to whoever runs this forum.',
    },
  ])
