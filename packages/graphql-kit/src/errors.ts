import { GraphQLError } from 'graphql'

/** Why a credential was refused; `extensions.reason` of UNAUTHENTICATED. */
export type UnauthenticatedReason = 'NO_CREDENTIAL' | 'BAD_TOKEN' | 'SESSION_EXPIRED' | 'SESSION_ENDED'

/** Every code that a client may see. Anything else is an internal fault and says only that. */
export const publicErrorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'INSUFFICIENT_SCOPE',
  'CONFLICTING_CREDENTIALS',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'RANGE_TOO_WIDE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_TOO_COMPLEX',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_REQUIRED',
  'PAYLOAD_TOO_LARGE',
  'RATE_LIMITED',
  'OVERLOADED',
  'AUTH_UNAVAILABLE',
  'SUBGRAPH_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const
export type PublicErrorCode = (typeof publicErrorCodes)[number]

export const isPublicErrorCode = (code: unknown): code is PublicErrorCode =>
  publicErrorCodes.some((known) => known === code)

/** A GraphQLError with a public code; `status` is the HTTP status when it refuses the whole request. */
export const publicError = (
  code: PublicErrorCode,
  message: string,
  { status, ...extensions }: { status?: number; [extension: string]: unknown } = {},
): GraphQLError =>
  new GraphQLError(message, { extensions: { ...extensions, code, ...(status ? { http: { status } } : {}) } })

const reasons: Record<UnauthenticatedReason, string> = {
  NO_CREDENTIAL: 'Sign in first.',
  BAD_TOKEN: 'The access token is not valid. Sign in again.',
  SESSION_EXPIRED: 'The access token has expired. Refresh the session.',
  SESSION_ENDED: 'The session has ended. Sign in again.',
}

export const unauthenticated = (reason: UnauthenticatedReason, status?: number): GraphQLError =>
  publicError('UNAUTHENTICATED', reasons[reason], { reason, ...(status ? { status } : {}) })

export const forbidden = (message = 'You may not do that.'): GraphQLError => publicError('FORBIDDEN', message)

/** The credential is good, but not for this. */
export const insufficientScope = (): GraphQLError =>
  publicError('INSUFFICIENT_SCOPE', 'This token may not do that. Sign in, or use a token that may.')

/** @param reason what exactly, where a program would want to know */
export const badUserInput = (message: string, reason?: string): GraphQLError =>
  publicError('BAD_USER_INPUT', message, reason ? { reason } : {})

export const rangeTooWide = (message: string): GraphQLError => publicError('RANGE_TOO_WIDE', message)

/** A store that this needs does not answer. */
export const subgraphUnavailable = (): GraphQLError =>
  publicError('SUBGRAPH_UNAVAILABLE', 'This is not available at the moment. Try again soon.')

/** This has too much to do at the moment. */
export const overloaded = (retryAfterSeconds = 2): GraphQLError =>
  publicError('OVERLOADED', 'Too much is going on here at the moment. Try again soon.', { retryAfterSeconds })

export const authUnavailable = (status?: number): GraphQLError =>
  publicError(
    'AUTH_UNAVAILABLE',
    'Your credentials cannot be checked at the moment. Try again soon.',
    status ? { status } : {},
  )
