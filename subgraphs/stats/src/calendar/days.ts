import { localTime } from './zone.ts'

/** A day of the calendar as YYYY-MM-DD, whatever the zone. */
export type Day = string

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Of days in zones: three questions to the calendar each, which for a series of a thousand days take 40 ms of the event loop. */
const starts = new Map<string, number>()
const maxStarts = 50_000

export function addDays(day: Day, count: number): Day {
  return dayOf(midnightUtc(day) + count * dayMs)
}

/** Days from one to the other; 0 when they are the same, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((midnightUtc(to) - midnightUtc(from)) / dayMs)
}

/** The Monday of the day's week. */
export function mondayOf(day: Day): Day {
  const weekday = (new Date(midnightUtc(day)).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, -2)}01`
}

export function firstOfNextMonth(day: Day): Day {
  return firstOfMonth(addDays(firstOfMonth(day), 31))
}

/** The day that clocks of the zone show at an instant. */
export function dayAt(zone: string, instant: number): Day {
  return dayOf(localTime(zone, instant))
}

/**
 * The first instant of a day in a zone. Where clocks go back over midnight a day begins once, at the earlier one; where they skip midnight, or
 * the whole day, it begins when they have skipped.
 */
export function startOfDay(zone: string, day: Day): number {
  const key = `${zone} ${day}`
  const known = starts.get(key)
  if (known !== undefined) return known
  const start = findStart(zone, day)
  if (starts.size >= maxStarts) starts.clear()
  starts.set(key, start)
  return start
}

function findStart(zone: string, day: Day): number {
  const midnight = midnightUtc(day)
  const [before, after] = [midnight - dayMs, midnight + dayMs]
  const offsets = [localTime(zone, before) - before, localTime(zone, after) - after]
  const candidates = offsets.map((offset) => midnight - offset).toSorted((a, b) => a - b)
  const first = candidates.find((candidate) => localTime(zone, candidate) === midnight)
  return first ?? firstInstantNotBefore(zone, midnight)
}

/** By halving: clocks pass over `local` in a jump somewhere around it. */
function firstInstantNotBefore(zone: string, local: number): number {
  let [low, high] = [local - 2 * dayMs, local + 2 * dayMs]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (localTime(zone, middle) >= local) high = middle
    else low = middle
  }
  return high
}

function midnightUtc(day: Day): number {
  return new Date(`${day}T00:00:00.000Z`).getTime()
}

function dayOf(time: number): Day {
  // Beyond year 9999 ISO writes six digits and a sign; such days only ever serve as ends.
  return new Date(time).toISOString().split('T', 1)[0] ?? ''
}
