import { useLingui } from '@lingui/react'
import { useState } from 'react'
import { useIsHydrated } from '../browser/hydration.ts'
import { exactTime, fullDate, fullTime, isRecent, relativeTime, shortAge, shortDate } from '../text/dates.ts'
import styles from './Time.module.css'
import { useMinute } from './use-minute.ts'

/** A time as people say it: relative to seven days, then the date; the whole of it in the title. */
export function Time({ at }: { at: string }) {
  return <Moment at={at} say={relativeTime} month="long" />
}

/** "8 hours" for a line of few words, where "ago" goes without saying. */
export function ShortTime({ at }: { at: string }) {
  return <Moment at={at} say={shortAge} month="short" />
}

type MomentProps = { at: string; say: typeof relativeTime; month: 'long' | 'short' }

/**
 * As the gateway writes it, a moment is its date in UTC, and the browser puts its age in that place. Each leaves room for the other, so that nothing
 * beside it moves; what the browser made by itself needs none.
 */
function Moment({ at, say, month }: MomentProps) {
  const { i18n } = useLingui()
  const now = useMinute()
  const isHydrated = useIsHydrated()
  const [isMadeHere] = useState(isHydrated)
  const isAge = isRecent(at, now)
  const zone = isHydrated ? undefined : 'UTC'
  const age = say(at, now, i18n.locale)
  const written = shortDate(at, now, i18n.locale, { zone: 'UTC', month: isAge ? month : 'long' })
  const title = fullTime(at, i18n.locale, zone)
  if (isMadeHere || !isAge)
    return (
      <time dateTime={at} title={title}>
        {isHydrated ? age : written}
      </time>
    )
  return (
    <time dateTime={at} title={title} className={styles.roomy} data-room={isHydrated ? written : age}>
      <span>{isHydrated ? age : written}</span>
    </time>
  )
}

/** 14:03:21 by the reader's clock; "UTC" is said where it is not known. */
export function ExactTime({ at }: { at: string }) {
  const { i18n } = useLingui()
  const zone = useIsHydrated() ? undefined : 'UTC'
  return (
    <time dateTime={at} className={styles.exact}>
      {exactTime(at, i18n.locale, zone)}
      {zone && ` ${zone}`}
    </time>
  )
}

/** A whole date, which does not break at a line's end. */
export function useFullDate(at: string): string {
  const { i18n } = useLingui()
  const zone = useIsHydrated() ? undefined : 'UTC'
  return fullDate(at, i18n.locale, zone).replaceAll(' ', '\u00a0') // on a telephone the year would stand alone
}
