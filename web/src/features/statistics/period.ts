import { type Bucket } from '../../generated/schema.ts'
import { addDays, daysBetween, isDay, lastDays } from './days.ts'

export type Period = { from: string; to: string; bucket: Bucket; zone: string }

export const presets = [1, 7, 30, 90, 365] as const

/** The API draws at most 1,000 buckets. */
const maxBuckets = 1000
const hoursOf: Record<Bucket, number> = { HOUR: 1, DAY: 24, WEEK: 168, MONTH: 720 }
const buckets: readonly Bucket[] = ['HOUR', 'DAY', 'WEEK', 'MONTH']

/** What an address asks for; what it does not say, or says wrongly, is the last thirty days by day in the reader's zone. */
export function readPeriod(params: URLSearchParams, now: Date, ownZone: string): Period {
  const zone = knownZone(params.get('zone')) ?? ownZone
  const from = params.get('from')
  const to = params.get('to')
  const range =
    isDay(from) && isDay(to) && from <= to ? { from, to } : lastDays(presetOf(params.get('days')), now, zone)
  const asked = buckets.find((bucket) => bucket === params.get('bucket'))
  const allowed = bucketsFor(range)
  return { ...range, zone, bucket: asked && allowed.includes(asked) ? asked : usualBucket(daysBetween(range)) }
}

/** The buckets that suit a range: at least two of them, at most a thousand. */
export function bucketsFor(range: { from: string; to: string }): Bucket[] {
  const hours = daysBetween(range) * 24
  return buckets.filter(
    (bucket) => hours / hoursOf[bucket] <= maxBuckets && (hours / hoursOf[bucket] >= 2 || bucket === 'HOUR'),
  )
}

/** The same range with something changed, as an address. */
export function periodSearch(params: URLSearchParams, change: Record<string, string | null>): string {
  const next = new URLSearchParams(params)
  for (const [name, value] of Object.entries(change)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  return next.size > 0 ? `?${next}` : ''
}

/** The days that a chosen calendar range means: both its ends, turned when they were chosen backwards. */
export function chosenRange(first: string, second: string): { from: string; to: string } {
  const [from, to] = first <= second ? [first, second] : [second, first]
  const longest = addDays(from, 3650)
  return { from, to: to > longest ? longest : to }
}

function presetOf(text: string | null): number {
  return presets.find((days) => String(days) === text) ?? 30
}

function usualBucket(days: number): Bucket {
  if (days <= 2) return 'HOUR'
  if (days <= 120) return 'DAY'
  return days <= 730 ? 'WEEK' : 'MONTH'
}

function knownZone(text: string | null): string | null {
  if (!text) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
