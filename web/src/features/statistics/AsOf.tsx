import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { clockTime } from '../../text/dates.ts'
import styles from './statistics.module.css'

const late = 10

/** How fresh the numbers were when they came: "As of 14:03:21, 0.8 s behind". */
export function AsOf({ at }: { at: string }) {
  const { i18n } = useLingui()
  const [came, setCame] = useState({ at, seconds: behind(at) })
  if (came.at !== at) setCame({ at, seconds: behind(at) })
  const time = clockTime(at, i18n.locale, true)
  const seconds = i18n.number(came.seconds, { maximumFractionDigits: came.seconds < late ? 1 : 0 })
  return (
    <p className={came.seconds > late ? styles.late : styles.asOf}>
      <Trans>
        As of {time}, {seconds} s behind
      </Trans>
    </p>
  )
}

function behind(at: string): number {
  return Math.max(0, (Date.now() - Date.parse(at)) / 1000)
}
