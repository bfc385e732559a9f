import { codeOf, retryAfterOf } from '../../api/outage.ts'

/** Why a text was not sent, in the kinds that need their own words. */
export type SendProblem =
  | { kind: 'no-answer'; error: unknown }
  | { kind: 'session-ended' | 'auth-away' | 'gone' | 'not-allowed' | 'key-reused' }
  | { kind: 'rate-limited'; seconds: number }
  | { kind: 'invalid'; fields: { path: string[]; code: string; message: string }[] }
  | { kind: 'conflict'; currentVersion: number }

type Outcome = {
  __typename: string
  code?: string
  fields?: { path: string[]; code: string; message: string }[]
  retryAfterSeconds?: number
  currentVersion?: number
}

/** Null when the text arrived. An outcome that this version does not know counts as not allowed. */
export function sendProblem(outcome: Outcome | null | undefined, error: unknown): SendProblem | null {
  const code = codeOf(error)
  if (code === 'UNAUTHENTICATED') return { kind: 'session-ended' }
  if (code === 'AUTH_UNAVAILABLE') return { kind: 'auth-away' }
  if (code === 'RATE_LIMITED') return { kind: 'rate-limited', seconds: retryAfterOf(error) ?? 60 }
  if (!outcome) return { kind: 'no-answer', error }
  if (outcome.__typename.endsWith('Success')) return null
  switch (outcome.__typename) {
    case 'NotFound':
      return { kind: 'gone' }
    case 'RateLimited':
      return { kind: 'rate-limited', seconds: outcome.retryAfterSeconds ?? 60 }
    case 'Conflict':
      return { kind: 'conflict', currentVersion: outcome.currentVersion ?? 0 }
    case 'InvalidInput':
      if (isKeyReused(outcome)) return { kind: 'key-reused' }
      return { kind: 'invalid', fields: outcome.fields ?? [] }
    default:
      return { kind: 'not-allowed' }
  }
}

function isKeyReused({ code, fields }: Outcome): boolean {
  return (
    code === 'IDEMPOTENCY_KEY_REUSED' || (fields?.some((field) => field.code === 'IDEMPOTENCY_KEY_REUSED') ?? false)
  )
}
