import { useLingui } from '@lingui/react'
import { useIsHydrated } from '../browser/hydration.ts'
import { exactTime, fullDate, fullTime, isRecent, relativeTime, shortAge, shortDate } from '../text/dates.ts'
import styles from './Time.module.css'
import { useMinute } from './use-minute.ts'

/** A time as people say it: relative to seven days, then the date; the whole of it in the title. */
export function Time({ at }: { at: string }) {
  return <Moment at={at} say={relativeTime} box={styles.recent} month="long" />
}

/** "8 hours" for a line of few words, where "ago" goes without saying. */
export function ShortTime({ at }: { at: string }) {
  return <Moment at={at} say={shortAge} box={styles.short} month="short" />
}

type MomentProps = { at: string; say: typeof relativeTime; box: string | undefined; month: 'long' | 'short' }

/** As the gateway writes it, a moment is its date in UTC; an age takes its place in a box of the same width, so that nothing beside it moves. */
function Moment({ at, say, box, month }: MomentProps) {
  const { i18n } = useLingui()
  const now = useMinute()
  const zone = useIsHydrated() ? undefined : 'UTC'
  const isAge = isRecent(at, now)
  return (
    <time dateTime={at} title={fullTime(at, i18n.locale, zone)} className={isAge ? box : undefined}>
      {zone ? shortDate(at, now, i18n.locale, { zone, month: isAge ? month : 'long' }) : say(at, now, i18n.locale)}
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
