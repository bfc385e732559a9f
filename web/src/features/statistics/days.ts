/** Whole days in the reader's own time zone, as the API wants them: YYYY-MM-DD, both ends included. */
export type DayRange = { from: string; to: string }

export function timezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

/** The calendar day of a moment in a time zone. */
export function dayOf(moment: Date, zone: string = timezone()): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(moment)
}

/** A day so many days later, by the calendar: no clock change can shorten it. */
export function addDays(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}

/** The last so many days, today included. */
export function lastDays(days: number, now: Date, zone?: string): DayRange {
  const to = dayOf(now, zone)
  return { from: addDays(to, 1 - days), to }
}

export function daysBetween({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
}

export function isDay(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
