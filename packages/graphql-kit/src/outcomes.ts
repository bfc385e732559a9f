/** Business outcomes as data: each function makes the problem object that a mutation's union resolves by its `__typename`. */

export type FieldProblem = { path: string[]; code: string; message: string }
export type InvalidInput = { __typename: 'InvalidInput'; message: string; code: string; fields: FieldProblem[] }
export type NotFound = { __typename: 'NotFound'; message: string; code: string }
export type NotAllowed = { __typename: 'NotAllowed'; message: string; code: string }
export type RateLimited = { __typename: 'RateLimited'; message: string; code: string; retryAfterSeconds: number }
export type Conflict = { __typename: 'Conflict'; message: string; code: string; currentVersion: number }
export type PasswordNeeded = { __typename: 'PasswordNeeded'; message: string; code: string }
export type WrongCredentials = { __typename: 'WrongCredentials'; message: string; code: string }

/** One entry for each wrong field; `path` is inside `input`. */
export const invalidInput = (fields: FieldProblem[]): InvalidInput => ({
  __typename: 'InvalidInput',
  message: fields.map((field) => field.message).join(' ') || 'The input is not valid.',
  code: 'INVALID_INPUT',
  fields,
})

/** `thing` is the noun of the API: 'Post', 'Comment', 'User'. */
export const notFound = (thing: string): NotFound => ({
  __typename: 'NotFound',
  message: `${thing} not found.`,
  code: `${thing.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}_NOT_FOUND`,
})

export const notAllowed = (message: string, code = 'NOT_ALLOWED'): NotAllowed => ({
  __typename: 'NotAllowed',
  message,
  code,
})

/** @param seconds until the next try is worth it; rounded up, at least 1 */
export const rateLimited = (seconds: number): RateLimited => {
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds))
  return {
    __typename: 'RateLimited',
    message: `Too many tries. Try again in ${retryAfterSeconds} s.`,
    code: 'RATE_LIMITED',
    retryAfterSeconds,
  }
}

export const conflict = (currentVersion: number): Conflict => ({
  __typename: 'Conflict',
  message: 'It was changed since you read it. Read it again, then repeat your change.',
  code: 'CONFLICT',
  currentVersion,
})

export const passwordNeeded = (): PasswordNeeded => ({
  __typename: 'PasswordNeeded',
  message: 'Confirm your password first (confirmPassword), then repeat this.',
  code: 'PASSWORD_NEEDED',
})

export const wrongCredentials = (): WrongCredentials => ({
  __typename: 'WrongCredentials',
  message: 'The login or the password is wrong.',
  code: 'WRONG_CREDENTIALS',
})
