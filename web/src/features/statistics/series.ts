import type { Bucket } from '../../generated/schema.ts'
import { dateFormat } from '../../text/dates.ts'

/** One number over time: a small chart of its own. `tone` is the token that means this number everywhere. */
export type Metric = {
  key: string
  label: string
  tone: '--data-views' | '--data-comments' | '--data-likes' | '--data-reposts' | '--ink2'
  values: number[]
  adds: boolean
}

/** Numbers on one time axis. `complete` is false for the bucket that is not over. */
export type Series = { times: number[]; complete: boolean[]; bucket: Bucket; zone: string; metrics: Metric[] }

/** The name of a bucket as people say it: an hour of a day, a day, the week from a day, a month. */
export function bucketName(time: number, bucket: Bucket, zone: string, locale: string): string {
  const options: Record<Bucket, Intl.DateTimeFormatOptions> = {
    HOUR: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    DAY: { weekday: 'short', day: 'numeric', month: 'short' },
    WEEK: { day: 'numeric', month: 'short', year: 'numeric' },
    MONTH: { month: 'long', year: 'numeric' },
  }
  return dateFormat(locale, { ...options[bucket], timeZone: zone }).format(time)
}
