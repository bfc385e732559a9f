const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * The one place for how days and hours are written: British order in English ("14 November 2025"), hours from 0 to 23 in every language. `locale` is
 * the page's language.
 */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const clock = options.hour || options.timeStyle ? { hourCycle: 'h23' as const } : {}
  return new Intl.DateTimeFormat(regionOf(locale), { ...options, ...clock })
}

const regionOf = (locale: string) => (locale === 'en' ? 'en-GB' : locale)

/** Whether a moment is said as an age, and not as a date. */
export const isRecent = (at: string, now: number): boolean => now - Date.parse(at) < 7 * day

/** "14 November", with the year when it is not this one; `zone` is the reader's own unless told. */
export function shortDate(
  at: string,
  now: number,
  locale: string,
  { zone, month = 'long' }: { zone?: string; month?: 'long' | 'short' } = {},
): string {
  const yearOf = (time: number) => dateFormat(locale, { year: 'numeric', ...inZone(zone) }).format(time)
  const time = Date.parse(at)
  const year = yearOf(time) === yearOf(now) ? {} : ({ year: 'numeric' } as const)
  return dateFormat(locale, { day: 'numeric', month, ...year, ...inZone(zone) }).format(time)
}

const inZone = (timeZone: string | undefined) => (timeZone === undefined ? {} : { timeZone })

/** "now", "5 minutes ago" … "6 days ago", then the date: with the year when it is not this one. */
export function relativeTime(at: string, now: number, locale: string): string {
  const time = Date.parse(at)
  const age = Math.max(0, now - time)
  const words = new Intl.RelativeTimeFormat(regionOf(locale), { numeric: 'auto' })
  if (age < minute) return words.format(0, 'second')
  if (age < hour) return words.format(-Math.floor(age / minute), 'minute')
  if (age < day) return words.format(-Math.floor(age / hour), 'hour')
  if (isRecent(at, now)) return words.format(-Math.floor(age / day), 'day')
  return shortDate(at, now, locale)
}

/** "8 hours" without "ago", where the row says what it is; the date after seven days. */
export function shortAge(at: string, now: number, locale: string): string {
  const age = Math.max(0, now - Date.parse(at))
  if (age < minute || !isRecent(at, now)) return relativeTime(at, now, locale)
  const [count, unit] = age < hour ? [age / minute, 'minute'] : age < day ? [age / hour, 'hour'] : [age / day, 'day']
  return new Intl.NumberFormat(regionOf(locale), { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(count))
}

/** Saturday 14 November 2026 at 14:03, and "UTC" behind it where that zone is told. */
export function fullTime(at: string, locale: string, zone?: string): string {
  const text = dateFormat(locale, { dateStyle: 'full', timeStyle: 'short', ...inZone(zone) }).format(Date.parse(at))
  return zone === undefined ? text : `${text} ${zone}`
}

/** 14 November 2026 at 14:03: without the day of the week, which would follow no preposition in Russian. */
export function dateAndTime(at: string, locale: string): string {
  return dateFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(Date.parse(at))
}

/** 14 November 2026 */
export function fullDate(at: string, locale: string, zone?: string): string {
  return dateFormat(locale, { dateStyle: 'long', ...inZone(zone) }).format(Date.parse(at))
}

/** 14:03 */
export function clockTime(at: string | number, locale: string): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

/** 14:03:21 */
export function exactTime(at: string | number, locale: string, zone?: string): string {
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  return dateFormat(locale, { ...clock, ...inZone(zone) }).format(new Date(at))
}
