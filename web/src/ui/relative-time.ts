const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** "now", "5 minutes ago" … "6 days ago", then the date: with the year when it is not this one. */
export function relativeTime(at: string, now: number, locale: string): string {
  const time = Date.parse(at)
  const age = Math.max(0, now - time)
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (age < minute) return words.format(0, 'second')
  if (age < hour) return words.format(-Math.floor(age / minute), 'minute')
  if (age < day) return words.format(-Math.floor(age / hour), 'hour')
  if (age < 7 * day) return words.format(-Math.floor(age / day), 'day')
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(time)
}

export function fullTime(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(Date.parse(at))
}

/** 14:03:21 */
export function clockTime(at: string | number, locale: string, seconds = false): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(new Date(at))
}
