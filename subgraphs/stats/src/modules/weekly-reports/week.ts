const dayMs = 24 * 3_600_000

/** A week of Monday to Sunday in UTC. */
export type Week = {
  begins: Date
  /** The Monday after it: when it is told. */
  ends: Date
  /** Its first and last day. */
  from: string
  to: string
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10)

/** The last week that is over at a time. */
export function lastWeek(at: Date): Week {
  const midnight = Math.floor(at.getTime() / dayMs) * dayMs
  const daysSinceMonday = (new Date(midnight).getUTCDay() + 6) % 7
  const ends = new Date(midnight - daysSinceMonday * dayMs)
  const begins = new Date(ends.getTime() - 7 * dayMs)
  return { begins, ends, from: dayOf(begins), to: dayOf(new Date(ends.getTime() - dayMs)) }
}
