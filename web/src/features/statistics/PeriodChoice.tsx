import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useState } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import type { Bucket } from '../../generated/schema.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { timezone } from './days.ts'
import { bucketsFor, chosenRange, type Period, periodSearch, presets } from './period.ts'
import styles from './statistics.module.css'

const RangeCalendar = lazy(() =>
  import('../../overlays/RangeCalendar.tsx').then((module) => ({ default: module.RangeCalendar })),
)

/** Which days, in what steps, by whose clock: each choice is an address. */
export function PeriodChoice({ period, steps = true }: { period: Period; steps?: boolean }) {
  const { t } = useLingui()
  const [params] = useSearchParams()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [isChoosing, setChoosing] = useState(false)
  const days = params.get('days') ?? (params.has('from') ? null : '30')
  const bucketWords: Record<Bucket, string> = { HOUR: t`By hour`, DAY: t`By day`, WEEK: t`By week`, MONTH: t`By month` }
  // The zone always goes along: whoever is sent the address sees the same days.
  const to = (change: Record<string, string | null>) =>
    `${pathname}${periodSearch(params, { zone: period.zone, ...change })}`
  const zones = [...new Set([timezone(), 'UTC'])]
  const choices = bucketsFor(period)

  return (
    <div className={styles.period}>
      <ul aria-label={t`Days`}>
        {presets.map((preset) => (
          <li key={preset}>
            <AppLink
              replace
              preventScrollReset
              to={to({ days: String(preset), from: null, to: null, bucket: null })}
              aria-current={days === String(preset) ? 'true' : undefined}
            >
              {preset === 1 ? (
                <Trans>Today</Trans>
              ) : preset === 365 ? (
                <Trans>A year</Trans>
              ) : (
                <Plural value={preset} one="# day" other="# days" />
              )}
            </AppLink>
          </li>
        ))}
        <li>
          <Button look="plain" aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
            {params.has('from') ? `${period.from} – ${period.to}` : <Trans>Other days</Trans>}
          </Button>
        </li>
      </ul>
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
        <ul aria-label={t`Steps`}>
          {choices.map((bucket) => (
            <li key={bucket}>
              <AppLink
                replace
                preventScrollReset
                to={to({ bucket })}
                aria-current={period.bucket === bucket ? 'true' : undefined}
              >
                {bucketWords[bucket]}
              </AppLink>
            </li>
          ))}
        </ul>
      )}
      {zones.length > 1 && (
        <ul aria-label={t`Time zone`}>
          {zones.map((zone) => (
            <li key={zone}>
              <AppLink
                replace
                preventScrollReset
                to={to({ zone })}
                aria-current={period.zone === zone ? 'true' : undefined}
              >
                {zone}
              </AppLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
