import { requestIdHeader, withRequestId } from '../api/request-id.ts'
import type { RefreshOutcome } from './refresh.ts'

export type SessionFetchDeps = {
  fetch: typeof fetch
  /** Whether it asks for what changes something. */
  isWrite: boolean
  refresh: (failedSince: number) => Promise<RefreshOutcome>
  now: () => number
  /** Told after each answer how the session stands. */
  onState: (state: 'fine' | 'ended' | 'away') => void
}

type GraphQLErrorBody = { errors?: { extensions?: { code?: string; reason?: string } }[] }

/**
 * `fetch` for Apollo that keeps the session without anybody noticing: an UNAUTHENTICATED answer leads to one refresh and the same request again;
 * a session that is over for good repeats it signed out; when Auth is away, reads repeat without credentials and writes fail, so that drafts keep them.
 */
export function createSessionFetch({
  fetch,
  isWrite,
  refresh,
  now,
  onState,
}: SessionFetchDeps): typeof globalThis.fetch {
  async function ask(input: RequestInfo | URL, init: RequestInit | undefined, credentials: RequestCredentials) {
    const response = await fetch(input, { ...init, credentials })
    const text = await response.text()
    return { problem: sessionProblem(text), answer: () => replay(response, text) }
  }

  return async (input, init) => {
    const startedAt = now()
    const first = await ask(input, init, 'same-origin')
    if (first.problem === null) {
      onState('fine')
      return first.answer()
    }
    if (first.problem === 'NO_CREDENTIAL') return first.answer()

    if (first.problem === 'UNAUTHENTICATED') {
      const outcome = await refresh(startedAt)
      if (outcome === 'refreshed') {
        const second = await ask(input, init, 'same-origin')
        if (second.problem === null) onState('fine')
        if (second.problem !== 'AUTH_UNAVAILABLE') return second.answer()
      }
      if (outcome === 'ended') {
        onState('ended')
        return (await ask(input, init, 'same-origin')).answer()
      }
    }
    onState('away')
    if (isWrite) return authUnavailable()
    return (await ask(input, init, 'omit')).answer()
  }
}

function sessionProblem(text: string): 'UNAUTHENTICATED' | 'NO_CREDENTIAL' | 'AUTH_UNAVAILABLE' | null {
  if (!text.includes('"errors"')) return null
  for (const { extensions } of errorsOf(text)) {
    if (extensions?.code === 'AUTH_UNAVAILABLE') return 'AUTH_UNAVAILABLE'
    if (extensions?.code === 'UNAUTHENTICATED')
      return extensions.reason === 'NO_CREDENTIAL' ? 'NO_CREDENTIAL' : 'UNAUTHENTICATED'
  }
  return null
}

function errorsOf(text: string): NonNullable<GraphQLErrorBody['errors']> {
  try {
    return (JSON.parse(text) as GraphQLErrorBody).errors ?? [] // the GraphQL answer's own shape; anything else has no errors
  } catch {
    return []
  }
}

/** GraphQL errors come as 401 or 503 too; Apollo reads the body of a 200 only. */
function replay(response: Response, text: string): Response {
  const isGraphQL = response.headers.get('content-type')?.includes('json') ?? false
  const requestId = response.headers.get(requestIdHeader)
  return new Response(withRequestId(text, requestId), {
    status: isGraphQL ? 200 : response.status,
    headers: {
      'content-type': response.headers.get('content-type') ?? 'text/plain',
      ...(requestId !== null && { [requestIdHeader]: requestId }),
    },
  })
}

function authUnavailable(): Response {
  const errors = [{ message: 'Signing in is not possible at the moment.', extensions: { code: 'AUTH_UNAVAILABLE' } }]
  return new Response(JSON.stringify({ errors }), { headers: { 'content-type': 'application/json' } })
}
