import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { isPublicErrorCode, overloaded, subgraphUnavailable } from './errors.ts'

/** The extension by which a scalar says that its own value was malformed, wherever graphql-js then carries the error. */
export const malformedValue = 'malformedValue'

const publicExtensions = ['reason', 'retryAfterSeconds'] as const

/** What a failure of a store means: it does not answer, or it has too much to do. */
export type StoreFailure = 'unavailable' | 'overloaded'

const toldAs = { unavailable: subgraphUnavailable, overloaded }

/**
 * How every server here tells errors: a public code keeps its message and path; a store that is away or has too much to do is
 * SUBGRAPH_UNAVAILABLE or OVERLOADED at the field that needed it; anything else is told as INTERNAL_SERVER_ERROR. What is not the
 * caller's own doing is reported whole, so nothing internal reaches a client and nothing is lost.
 *
 * @param failureOf says which errors come from a store; none unless told
 */
export const createErrorFormatter =
  (
    report: (error: unknown, failure: StoreFailure | null) => void,
    failureOf: (error: unknown) => StoreFailure | null = () => null,
  ) =>
  (error: unknown): GraphQLFormattedError => {
    const { message, path, locations, extensions } = error instanceof GraphQLError ? error : wrapped(error)
    const at = path ? { path } : {}
    const code = extensions[malformedValue] ? 'BAD_USER_INPUT' : extensions['code']
    if (isPublicErrorCode(code)) {
      const kept = publicExtensions.flatMap((name) =>
        extensions[name] === undefined ? [] : [[name, extensions[name]] as const],
      )
      return { message, ...(locations ? { locations } : {}), ...at, extensions: { code, ...Object.fromEntries(kept) } }
    }
    const original = originalOf(error)
    const failure = failureOf(original)
    report(original, failure)
    if (!failure) return { message: 'Something went wrong here.', ...at, extensions: { code: 'INTERNAL_SERVER_ERROR' } }
    const told = toldAs[failure]()
    return { message: told.message, ...at, extensions: told.extensions }
  }

const wrapped = (error: unknown): GraphQLError =>
  new GraphQLError(error instanceof Error ? error.message : String(error), {
    originalError: error instanceof Error ? error : null,
  })

/** What a resolver threw, without the place that graphql-js put around it. */
const originalOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.path && error.originalError ? error.originalError : error
