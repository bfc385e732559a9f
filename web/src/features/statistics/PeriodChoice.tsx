import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useState } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import type { Bucket } from '../../generated/schema.ts'
import { dateFormat } from '../../text/dates.ts'
import { Choice, choiceWord } from '../../ui/Choice.tsx'
import { bucketsFor, chosenRange, type Period, periodSearch, presets } from './period.ts'
import styles from './statistics.module.css'
import { useTimezone } from './use-timezone.ts'

const RangeCalendar = lazy(() =>
  import('../../overlays/RangeCalendar.tsx').then((module) => ({ default: module.RangeCalendar })),
)

/** Which days, in what steps, by whose clock: each choice is an address. */
export function PeriodChoice({ period, steps = true }: { period: Period; steps?: boolean }) {
  const { t, i18n } = useLingui()
  const [params] = useSearchParams()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [isChoosing, setChoosing] = useState(false)
  const days = params.get('days') ?? (params.has('from') ? null : '30')
  const bucketWords: Record<Bucket, string> = { HOUR: t`By hour`, DAY: t`By day`, WEEK: t`By week`, MONTH: t`By month` }
  // The zone always goes along: whoever is sent the address sees the same days.
  const to = (change: Record<string, string | null>) =>
    `${pathname}${periodSearch(params, { zone: period.zone, ...change })}`
  const zones = [...new Set([useTimezone(), 'UTC'])]
  const choices = bucketsFor(period)

  return (
    <div className={styles.period}>
      <Choice
        label={t`Days`}
        value={days}
        options={presets.map((preset) => ({ value: String(preset), word: <PresetWord days={preset} /> }))}
        to={(value) => to({ days: value, from: null, to: null, bucket: null })}
      >
        <button
          type="button"
          className={choiceWord}
          aria-expanded={isChoosing}
          aria-pressed={params.has('from')}
          onClick={() => setChoosing(!isChoosing)}
        >
          {params.has('from') ? (
            `${dayName(period.from, i18n.locale)} – ${dayName(period.to, i18n.locale)}`
          ) : (
            <Trans>Other days</Trans>
          )}
        </button>
      </Choice>
      {isChoosing && (
        <Suspense fallback={null}>
          <RangeCalendar
            from={period.from}
            to={period.to}
            onChoose={(first, second) => {
              setChoosing(false)
              void navigate(to({ ...chosenRange(first, second), days: null, bucket: null }), {
                replace: true,
                preventScrollReset: true,
              })
            }}
          />
        </Suspense>
      )}
      {steps && choices.length > 1 && (
        <Choice
          label={t`Steps`}
          value={period.bucket}
          options={choices.map((value) => ({ value, word: bucketWords[value] }))}
          to={(bucket) => to({ bucket })}
        />
      )}
      {zones.length > 1 && (
        <Choice
          label={t`Time zone`}
          value={period.zone}
          options={zones.map((value) => ({ value, word: value.replaceAll('_', ' ') }))}
          to={(zone) => to({ zone })}
        />
      )}
    </div>
  )
}

function PresetWord({ days }: { days: (typeof presets)[number] }) {
  if (days === 1) return <Trans>Today</Trans>
  if (days === 365) return <Trans>A year</Trans>
  return <Plural value={days} one="# day" other="# days" />
}

const dayName = (day: string, locale: string) =>
  dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(day))
