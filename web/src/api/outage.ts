import { CombinedGraphQLErrors } from '@apollo/client/errors'

const faults = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'AUTH_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'OVERLOADED',
  'RATE_LIMITED',
])

export type Outage = {
  /** No answer at all: the gateway or the network is away. */
  everything: boolean
  /** Whether a field of this name was left out because its subgraph is away; null without that is the answer. */
  of: (field: string) => boolean
  any: boolean
  code: string | null
}

/** What is missing from an answer, and why: the rest of the page is shown as it came. */
export function outageOf(error: unknown): Outage {
  if (!error) return { everything: false, of: () => false, any: false, code: null }
  if (!CombinedGraphQLErrors.is(error)) return { everything: true, of: () => true, any: true, code: null }
  const missing = new Set<string>()
  for (const { path, extensions } of error.errors) {
    if (!faults.has(String(extensions?.code))) continue
    for (const step of path ?? []) if (typeof step === 'string') missing.add(step)
  }
  const pathless = error.errors.some((one) => !one.path?.length)
  return { everything: pathless, of: (field) => pathless || missing.has(field), any: true, code: codeOf(error) }
}

/** The first error's code, or `NETWORK` when no answer came. */
export function codeOf(error: unknown): string | null {
  if (!error) return null
  if (!CombinedGraphQLErrors.is(error)) return 'NETWORK'
  return String(error.errors[0]?.extensions?.code ?? 'INTERNAL_SERVER_ERROR')
}

/** The first error's own sentence, which is fit to show. */
export function messageOf(error: unknown): string | null {
  return CombinedGraphQLErrors.is(error) ? (error.errors[0]?.message ?? null) : null
}

/** What the first error's code means more closely. */
export function reasonOf(error: unknown): string | null {
  if (!CombinedGraphQLErrors.is(error)) return null
  const reason = error.errors[0]?.extensions?.['reason']
  return typeof reason === 'string' ? reason : null
}

/** After how many seconds the forum may be asked again, where it said so. */
export function retryAfterOf(error: unknown): number | null {
  if (!CombinedGraphQLErrors.is(error)) return null
  const seconds = error.errors[0]?.extensions?.['retryAfterSeconds']
  return typeof seconds === 'number' ? seconds : null
}
