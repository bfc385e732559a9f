import { ApolloLink, type DocumentNode, Observable } from '@apollo/client'
import { ServerError } from '@apollo/client/errors'
import { OperationTypeNode, print } from 'graphql'

/** The gateway does not know the hash: it is of another build than this page. */
const unknownHash = 'PERSISTED_QUERY_NOT_FOUND'
/** It does not know the operation and answers no others: the page has to be loaded anew. */
const refusedOperation = 'PERSISTED_QUERY_REQUIRED'

export type HashLinkDeps = {
  fetch: { query: typeof fetch; mutation: typeof fetch }
  /** Told when the gateway answers only operations of another build. */
  onRefused: () => void
}

/**
 * Sends an operation's hash in place of its text, which the gateway knows from the same build; a gateway that does not know it is sent both, once.
 * What has no hash (everything, under Vite's own server) goes as text.
 */
export function createHashLink({ fetch, onRefused }: HashLinkDeps): ApolloLink {
  const ask = async (operation: ApolloLink.Operation, isWithText: boolean, signal: AbortSignal) => {
    const ownFetch = operation.operationType === OperationTypeNode.MUTATION ? fetch.mutation : fetch.query
    const response = await ownFetch('/graphql', {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'apollographql-client-name': 'web',
      },
      body: bodyOf(operation, isWithText),
      signal,
    })
    return resultOf(response)
  }
  const askByHash = async (operation: ApolloLink.Operation, signal: AbortSignal): Promise<ApolloLink.Result> => {
    const first = await ask(operation, hashOf(operation.query) === null, signal)
    const result = has(unknownHash, first) ? await ask(operation, true, signal) : first
    if (has(refusedOperation, result)) onRefused()
    return result
  }
  return new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        const leaving = new AbortController()
        askByHash(operation, leaving.signal).then(
          (result) => {
            observer.next(result)
            observer.complete()
          },
          (error: unknown) => observer.error(error),
        )
        return () => leaving.abort()
      }),
  )
}

function bodyOf({ operationName, variables, query }: ApolloLink.Operation, isWithText: boolean): string {
  const sha256Hash = hashOf(query)
  return JSON.stringify({
    operationName,
    variables,
    ...(isWithText && { query: print(query) }),
    ...(sha256Hash !== null && { extensions: { persistedQuery: { version: 1, sha256Hash } } }),
  })
}

/** @throws ServerError for what is no GraphQL answer: a proxy's page, say */
async function resultOf(response: Response): Promise<ApolloLink.Result> {
  const bodyText = await response.text()
  try {
    const result: unknown = JSON.parse(bodyText)
    if (response.ok && typeof result === 'object' && result !== null) return result
  } catch {
    // The same as a bad status.
  }
  throw new ServerError('The answer is not one of GraphQL.', { response, bodyText })
}

/** The build writes it into each document (build/operation-hashes.ts). */
const hashOf = (document: DocumentNode): string | null =>
  'hash' in document && typeof document.hash === 'string' ? document.hash : null

const has = (code: string, { errors }: ApolloLink.Result): boolean =>
  errors?.some(({ extensions }) => extensions?.code === code) ?? false
