import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'

/** The gateway says it with every answer, and every service writes it into its lines. */
export const requestIdHeader = 'x-request-id'

/** A GraphQL answer whose errors carry the id of their request, so that whoever sees one can name it. */
export function withRequestId(text: string, requestId: string | null): string {
  if (requestId === null || !text.includes('"errors"')) return text
  try {
    const answer = JSON.parse(text) as { errors?: { extensions?: object }[] } // GraphQL's own shape; what has none stays as it is
    if (!Array.isArray(answer.errors)) return text
    const errors = answer.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }))
    return JSON.stringify({ ...answer, errors })
  } catch {
    return text
  }
}

/** The id of the request that failed; null where no answer came at all. */
export function requestIdOf(error: unknown): string | null {
  if (CombinedGraphQLErrors.is(error)) {
    const id = error.errors[0]?.extensions?.['requestId']
    return typeof id === 'string' ? id : null
  }
  return ServerError.is(error) ? error.response.headers.get(requestIdHeader) : null
}
