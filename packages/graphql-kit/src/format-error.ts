import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { isPublicErrorCode } from './errors.ts'

/** The extension by which a scalar says that its own value was malformed, wherever graphql-js then carries the error. */
export const malformedValue = 'malformedValue'

const publicExtensions = ['reason', 'retryAfterSeconds'] as const

/**
 * Apollo Server's `formatError` for every server here: a public code keeps its message and path; anything else is logged whole and
 * told as INTERNAL_SERVER_ERROR, so nothing internal reaches a client.
 */
export const createErrorFormatter =
  (report: (error: unknown) => void) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = codeOf(formatted, error)
    const path = formatted.path ? { path: formatted.path } : {}
    if (code === null) {
      report(unwrapResolverError(error))
      return { message: 'Something went wrong here.', ...path, extensions: { code: 'INTERNAL_SERVER_ERROR' } }
    }
    const kept = publicExtensions.flatMap((name) =>
      formatted.extensions?.[name] === undefined ? [] : [[name, formatted.extensions[name]] as const],
    )
    return {
      message: formatted.message,
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...path,
      extensions: { code, ...Object.fromEntries(kept) },
    }
  }

/** The public code of an error, or null when it is a fault of ours. */
function codeOf(formatted: GraphQLFormattedError, error: unknown): string | null {
  if (formatted.extensions?.[malformedValue]) return 'BAD_USER_INPUT'
  const code = formatted.extensions?.code
  // Apollo gives an error without a code INTERNAL_SERVER_ERROR, so that code is public only when somebody here gave it on purpose.
  if (code === 'INTERNAL_SERVER_ERROR') {
    const original = unwrapResolverError(error)
    return original instanceof GraphQLError && original.extensions.code === code ? code : null
  }
  if (code === 'OPERATION_RESOLUTION_FAILURE') return 'BAD_REQUEST'
  if (code === 'PERSISTED_QUERY_NOT_SUPPORTED') return 'PERSISTED_QUERY_NOT_FOUND'
  return isPublicErrorCode(code) ? code : null
}
