/** Milliseconds of the processor, in all processes together: for the field, and for each item that it may give. */
type Work = { once: number; each: number }

/**
 * Fields that compute much whatever they answer: their nodes say too little of them. Measured by `npm run attack` (A4.13, A6.3 to A6.8,
 * A7.1), on a machine with a calibration of 1.2 ms.
 */
const heavyFields: ReadonlyMap<string, Work> = new Map([
  ['searchPosts', { once: 80, each: 1.2 }],
  ['searchUsers', { once: 5, each: 0.15 }],
  ['topPosts', { once: 32, each: 0.1 }],
  ['topUsers', { once: 38, each: 0.1 }],
  ['activity', { once: 5, each: 0.2 }],
  ['daily', { once: 0, each: 0.05 }],
  ['__schema', { once: 10, each: 0 }],
])

export const isHeavyField = (fieldName: string): boolean => heavyFields.has(fieldName)

export function heavyMsOf(fieldName: string, items: number): number {
  const work = heavyFields.get(fieldName)
  return work ? work.once + work.each * items : 0
}

const dayMs = 86_400_000
/** What the schema allows. */
const maxBuckets = 1_000
const bucketsInDay: ReadonlyMap<unknown, number> = new Map([
  ['HOUR', 24],
  ['DAY', 1],
  ['WEEK', 1 / 7],
  ['MONTH', 1 / 28],
])

/** How many rows a field of days (`from` and `to`, inclusive) gives at most; null where those are no days, which is refused elsewhere. */
export function bucketsOf(from: unknown, to: unknown, bucket: unknown): number | null {
  const days =
    typeof from === 'string' && typeof to === 'string' ? (Date.parse(to) - Date.parse(from)) / dayMs + 1 : NaN
  if (Number.isNaN(days)) return null
  const buckets = Math.ceil(days * (bucketsInDay.get(bucket) ?? 1))
  return Math.min(Math.max(1, buckets), maxBuckets)
}
