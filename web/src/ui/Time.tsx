import { useLingui } from '@lingui/react'
import { fullTime, relativeTime, shortAge } from '../text/dates.ts'
import { useMinute } from './use-minute.ts'

/** A time as people say it: relative to seven days, then the date; the whole of it in the title. */
export function Time({ at }: { at: string }) {
  return <Moment at={at} say={relativeTime} />
}

/** "8 hours" for a line of few words, where "ago" goes without saying. */
export function ShortTime({ at }: { at: string }) {
  return <Moment at={at} say={shortAge} />
}

function Moment({ at, say }: { at: string; say: typeof relativeTime }) {
  const { i18n } = useLingui()
  const now = useMinute()
  return (
    <time dateTime={at} title={fullTime(at, i18n.locale)}>
      {say(at, now, i18n.locale)}
    </time>
  )
}
