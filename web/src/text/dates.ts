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

/** "now", "5 minutes ago" … "6 days ago", then the date: with the year when it is not this one. */
export function relativeTime(at: string, now: number, locale: string): string {
  const time = Date.parse(at)
  const age = Math.max(0, now - time)
  const words = new Intl.RelativeTimeFormat(regionOf(locale), { numeric: 'auto' })
  if (age < minute) return words.format(0, 'second')
  if (age < hour) return words.format(-Math.floor(age / minute), 'minute')
  if (age < day) return words.format(-Math.floor(age / hour), 'hour')
  if (age < 7 * day) return words.format(-Math.floor(age / day), 'day')
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return dateFormat(locale, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(time)
}

/** "8 hours" without "ago", where the row says what it is; the date after seven days. */
export function shortAge(at: string, now: number, locale: string): string {
  const age = Math.max(0, now - Date.parse(at))
  if (age < minute || age >= 7 * day) return relativeTime(at, now, locale)
  const [count, unit] = age < hour ? [age / minute, 'minute'] : age < day ? [age / hour, 'hour'] : [age / day, 'day']
  return new Intl.NumberFormat(regionOf(locale), { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(count))
}

/** Saturday 14 November 2026 at 14:03 */
export function fullTime(at: string, locale: string): string {
  return dateFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(Date.parse(at))
}

/** 14 November 2026 */
export function fullDate(at: string, locale: string): string {
  return dateFormat(locale, { dateStyle: 'long' }).format(Date.parse(at))
}

/** 14:03:21 */
export function clockTime(at: string | number, locale: string, seconds = false): string {
  const format: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
  return dateFormat(locale, seconds ? { ...format, second: '2-digit' } : format).format(new Date(at))
}
