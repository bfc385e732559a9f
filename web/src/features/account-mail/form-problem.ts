import { codeOf, retryAfterOf } from '../../api/outage.ts'

/** What came of a press, where it did not do what it was for. */
export type FormProblem =
  | { kind: 'field'; code: string }
  | { kind: 'ended' }
  | { kind: 'rate-limited'; seconds: number }
  | { kind: 'no-answer'; error: unknown }

type Outcome =
  | { __typename: 'InvalidInput'; fields: { code: string }[] }
  | { __typename: 'RateLimited'; retryAfterSeconds: number }
  | { __typename: string }

/** Reads a mutation's answer; null when it was a success. */
export function problemOf(outcome: Outcome | null | undefined, error: unknown): FormProblem | null {
  if (outcome?.__typename.endsWith('Success')) return null
  if (outcome && 'fields' in outcome) {
    const code = outcome.fields[0]?.code ?? ''
    return code === 'LINK_ENDED' ? { kind: 'ended' } : { kind: 'field', code }
  }
  if (outcome && 'retryAfterSeconds' in outcome) return { kind: 'rate-limited', seconds: outcome.retryAfterSeconds }
  if (codeOf(error) === 'RATE_LIMITED') return { kind: 'rate-limited', seconds: retryAfterOf(error) ?? 60 }
  return { kind: 'no-answer', error: error ?? {} }
}
