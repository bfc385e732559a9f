import type { Window } from '../../generated/graphql.ts'

const hourMs = 3_600_000
const lengths: Record<Exclude<Window, 'ALL'>, number> = {
  DAY: 24 * hourMs,
  WEEK: 7 * 24 * hourMs,
  MONTH: 30 * 24 * hourMs,
  YEAR: 365 * 24 * hourMs,
}

/** The rolling period that ends at asOf: after `from`, up to and including `to`. Null for ALL, which has no ends. */
export function periodOf(window: Window, asOf: Date): { from: Date; to: Date } | null {
  return window === 'ALL' ? null : { from: new Date(asOf.getTime() - lengths[window]), to: asOf }
}
