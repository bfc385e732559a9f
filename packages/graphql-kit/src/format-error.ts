import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { isPublicErrorCode, overloaded, subgraphUnavailable } from './errors.ts'

/** The extension by which a scalar says that its own value was malformed, wherever graphql-js then carries the error. */
export const malformedValue = 'malformedValue'

const publicExtensions = ['reason', 'retryAfterSeconds'] as const

/** What a failure of a store means: it does not answer, or it has too much to do. */
export type StoreFailure = 'unavailable' | 'overloaded'

const toldAs = { unavailable: subgraphUnavailable, overloaded }

/**
 * Apollo Server's `formatError` for every server here: a public code keeps its message and path; a store that is away or has too much to do
 * is SUBGRAPH_UNAVAILABLE or OVERLOADED at the field that needed it; anything else is told as INTERNAL_SERVER_ERROR. What is not the
 * caller's own doing is reported whole, so nothing internal reaches a client and nothing is lost.
 *
 * @param failureOf says which errors come from a store; none unless told
 */
export const createErrorFormatter =
  (
    report: (error: unknown, failure: StoreFailure | null) => void,
    failureOf: (error: unknown) => StoreFailure | null = () => null,
  ) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = codeOf(formatted, error)
    const path = formatted.path ? { path: formatted.path } : {}
    if (code === null) {
      const original = unwrapResolverError(error)
      const failure = failureOf(original)
      report(original, failure)
      if (!failure)
        return { message: 'Something went wrong here.', ...path, extensions: { code: 'INTERNAL_SERVER_ERROR' } }
      const { message, extensions } = toldAs[failure]()
      return { message, ...path, extensions }
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
