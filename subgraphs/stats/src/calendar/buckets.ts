import { badUserInput, rangeTooWide } from '@forum/graphql-kit'
import { addDays, type Day, dayAt, daysBetween, firstOfMonth, firstOfNextMonth, mondayOf, startOfDay } from './days.ts'
import { localTime, readZone } from './zone.ts'

const maxBuckets = 1_000

export type BucketSize = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH'

/** From `start`, not including `end`, in milliseconds; `day` is the one it begins on. A day that the zone skipped is empty. */
type Bucket = { start: number; end: number; day: Day }

/** Inclusive days of a zone, cut into buckets. A week or month that the days cut is whole here; only what is in the days counts in it. */
export type Buckets = {
  from: Day
  to: Day
  timezone: string
  /** The instants that the days span; `end` is not included. */
  start: number
  end: number
  list: Bucket[]
}

export type DayRange = { from: Day; to: Day; timezone?: string | null | undefined }

const hourMs = 3_600_000

/** Cuts a range of days. @throws BAD_USER_INPUT for a bad zone or order of days, RANGE_TOO_WIDE for more than 1,000 buckets */
export function readBuckets({ from, to, timezone }: DayRange, size: BucketSize): Buckets {
  const zone = readZone(timezone)
  const days = daysBetween(from, to) + 1
  if (days < 1) throw badUserInput('`from` must not be after `to`.')
  // Before anything is counted out: no bucket is longer than a month.
  if (days > maxBuckets * 31) throw tooWide()
  const start = startOfDay(zone, from)
  const end = startOfDay(zone, addDays(to, 1))
  const list: Bucket[] = []
  for (const bucket of size === 'HOUR' ? hours(zone, start, end) : spans(zone, from, to, size)) {
    if (list.length === maxBuckets) throw tooWide()
    list.push(bucket)
  }
  return { from, to, timezone: zone, start, end, list }
}

function tooWide() {
  return rangeTooWide(`At most ${maxBuckets} buckets. Ask for fewer days or for wider buckets.`)
}

/** Between the full hours that clocks show. */
function* hours(zone: string, start: number, end: number): Generator<Bucket> {
  for (let at = start; at < end; ) {
    const intoHour = ((localTime(zone, at) % hourMs) + hourMs) % hourMs
    const next = Math.min(at + hourMs - intoHour, end)
    yield { start: at, end: next, day: dayAt(zone, at) }
    at = next
  }
}

const steps = {
  DAY: { first: (day: Day) => day, next: (day: Day) => addDays(day, 1) },
  WEEK: { first: mondayOf, next: (day: Day) => addDays(day, 7) },
  MONTH: { first: firstOfMonth, next: firstOfNextMonth },
} as const

function* spans(zone: string, from: Day, to: Day, size: keyof typeof steps): Generator<Bucket> {
  const { first, next } = steps[size]
  let day = first(from)
  let start = startOfDay(zone, day)
  while (daysBetween(day, to) >= 0) {
    const following = next(day)
    const end = startOfDay(zone, following)
    yield { start, end, day }
    day = following
    start = end
  }
}
