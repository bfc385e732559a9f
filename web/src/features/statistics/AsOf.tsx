import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useOpenedAt } from '../../browser/hydration.ts'
import { exactTime } from '../../text/dates.ts'
import styles from './statistics.module.css'

const late = 10

/** How fresh the numbers were when they came: "As of 14:03:21, 0.8 s behind; days and hours of Europe/Berlin". */
export function AsOf({ at, zone }: { at: string; zone: string }) {
  const { i18n } = useLingui()
  const openedAt = useOpenedAt().getTime()
  const [came, setCame] = useState({ at, seconds: behind(at, openedAt) })
  if (came.at !== at) setCame({ at, seconds: behindNow(at) })
  const time = exactTime(at, i18n.locale, zone)
  const zoneName = zone.replaceAll('_', ' ')
  const seconds = i18n.number(came.seconds, { maximumFractionDigits: came.seconds < late ? 1 : 0 })
  return (
    <p className={came.seconds > late ? styles.late : styles.asOf}>
      <Trans>
        As of {time}, {seconds} s behind; days and hours of {zoneName}
      </Trans>
    </p>
  )
}

const behindNow = (at: string) => behind(at, Date.now())

function behind(at: string, now: number): number {
  return Math.max(0, (now - Date.parse(at)) / 1000)
}
