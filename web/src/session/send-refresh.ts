import type { RefreshOutcome } from './refresh.ts'
import { refreshQuery } from './refresh-query.ts'

type RefreshAnswer = {
  data?: { refreshSession?: { __typename: string } | null } | null
  errors?: { extensions?: { code?: string } }[]
}

/** One RefreshSession with the refresh cookie. Rejects when no answer came within 8 s. */
export async function sendRefresh(): Promise<RefreshOutcome> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'apollographql-client-name': 'web' },
    body: JSON.stringify({ operationName: 'RefreshSession', query: refreshQuery }),
    signal: AbortSignal.timeout(8000),
  })
  const answer = (await response.json()) as RefreshAnswer // the shape of our own operation; what is missing reads as unavailable
  const outcome = answer.data?.refreshSession?.__typename
  if (outcome === 'RefreshSessionSuccess') return 'refreshed'
  if (outcome && outcome !== 'RateLimited') return 'ended'
  if (answer.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED')) return 'ended'
  return 'unavailable'
}
