import type { AuthClient } from '@forum/auth-client'
import type { Viewer } from '@forum/graphql-kit'
import { Refused } from '../refusal.ts'
import type { ForumCookies } from './cookies.ts'
import type { SessionMutation } from './session-mutation.ts'

/** What a request presents to say who it is. */
export type Presented = { accessToken: string | null; refreshCookie: string | null; fromCookies: boolean }
export type Verifier = Pick<AuthClient, 'verify'>

/** Reads the Authorization header or the cookie pair. @throws Refused CONFLICTING_CREDENTIALS when both are there */
export function readCredentials(authorization: string | undefined, cookies: ForumCookies): Presented {
  const fromCookies = cookies.access !== null || cookies.refresh !== null
  if (authorization === undefined) return { accessToken: cookies.access, refreshCookie: cookies.refresh, fromCookies }
  if (fromCookies)
    throw new Refused({
      status: 400,
      code: 'CONFLICTING_CREDENTIALS',
      message: 'Send either the Authorization header or the cookies, not both.',
    })
  // What is no bearer token is still a credential, and a bad one.
  const token = /^Bearer +([\x21-\x7e]{1,4096})$/i.exec(authorization)?.[1] ?? ''
  return { accessToken: token, refreshCookie: null, fromCookies: false }
}

/** Who asks; null is anonymous. @throws Refused UNAUTHENTICATED with its reason, or AUTH_UNAVAILABLE */
export async function viewerOf(
  { accessToken, refreshCookie, fromCookies }: Presented,
  session: SessionMutation | null,
  verifier: Verifier,
): Promise<Viewer | null> {
  // register, login and refreshSession read no access token; logout takes an expired one, and Auth looks at it itself.
  if (session !== null) return null
  if (accessToken === null) {
    if (refreshCookie !== null)
      throw unauthenticated('SESSION_EXPIRED', 'The access token has expired. Refresh the session.')
    return null
  }
  if (accessToken === '')
    throw unauthenticated('BAD_TOKEN', 'The Authorization header must be: Bearer, a space, the access token.')
  const verdict = await verifier.verify(accessToken)
  if (verdict.status === 'unavailable')
    throw new Refused({
      status: 503,
      code: 'AUTH_UNAVAILABLE',
      message: 'Your credentials cannot be checked at the moment. Try again soon, or read without them.',
      retryAfterSeconds: 2,
    })
  if (verdict.status === 'invalid') throw unauthenticated(verdict.reason, sentences[verdict.reason])
  const { userId, handle, role, sessionId, scopes } = verdict
  // The token of somebody suspended is for programs that know what it is for; a browser's cookies hold sessions.
  if (fromCookies && scopes.includes('suspended')) throw unauthenticated('BAD_TOKEN', sentences.BAD_TOKEN)
  return { id: userId, handle, role, sessionId, scopes }
}

const sentences = {
  BAD_TOKEN: 'The access token is not valid. Sign in again.',
  SESSION_EXPIRED: 'The access token has expired. Refresh the session.',
  SESSION_ENDED: 'The session has ended. Sign in again.',
} as const

const unauthenticated = (reason: keyof typeof sentences, message: string) =>
  new Refused({ status: 401, code: 'UNAUTHENTICATED', reason, message })
