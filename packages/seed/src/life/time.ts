import type { Random } from '../random.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** How lively each local hour is; people sleep, eat lunch at their desks and write in the evening. */
const liveliness = [2, 1, 0, 0, 0, 1, 3, 6, 9, 10, 10, 11, 12, 11, 10, 10, 10, 11, 13, 15, 17, 16, 11, 6]

export type Span = { readonly from: Date; readonly to: Date }

/** A waking moment of somebody at this offset, evenly over the days of the span; always inside [from, to). */
export function wakingMoment(random: Random, { from, to }: Span, utcOffsetHours: number): Date {
  const length = to.getTime() - from.getTime()
  if (length <= 0) throw new Error(`nothing happens between ${from.toISOString()} and ${to.toISOString()}`)
  for (let tries = 0; tries < 24; tries++) {
    const at = new Date(from.getTime() + Math.floor(random.fraction() * length))
    const localHour = (at.getUTCHours() + utcOffsetHours + 24) % 24
    if (random.fraction() * 17 < (liveliness[localHour] ?? 0)) return at
  }
  return new Date(from.getTime() + Math.floor(random.fraction() * length))
}

/**
 * A moment after `since` that most probably comes soon (mean in milliseconds) and while this person is awake;
 * always inside [since, to).
 */
export function soonAfter(
  random: Random,
  since: Date,
  to: Date,
  meanMilliseconds: number,
  utcOffsetHours: number,
): Date {
  for (let tries = 0; tries < 12; tries++) {
    const at = new Date(since.getTime() + Math.floor(minute + random.wait(meanMilliseconds)))
    const localHour = (at.getUTCHours() + utcOffsetHours + 24) % 24
    if (at < to && random.fraction() * 17 < (liveliness[localHour] ?? 0)) return at
  }
  return wakingMoment(random, { from: since, to }, utcOffsetHours)
}

export function later(a: Date, b: Date): Date {
  return a > b ? a : b
}

export function byTime<T>(timeOf: (item: T) => Date): (a: T, b: T) => number {
  return (a, b) => timeOf(a).getTime() - timeOf(b).getTime()
}
