import { useLingui } from '@lingui/react'
import { fullTime, relativeTime } from '../text/dates.ts'
import { useMinute } from './use-minute.ts'

/** A time as people say it: relative to seven days, then the date; the whole of it in the title. */
export function Time({ at }: { at: string }) {
  const { i18n } = useLingui()
  const now = useMinute()
  return (
    <time dateTime={at} title={fullTime(at, i18n.locale)}>
      {relativeTime(at, now, i18n.locale)}
    </time>
  )
}
