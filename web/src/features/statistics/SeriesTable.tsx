import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { download, toCsv } from './csv.ts'
import { bucketName, type Metric, type Series } from './series.ts'
import styles from './statistics.module.css'

/** The same numbers as a table, and as a file. */
export function SeriesTable({ series, metric, name }: { series: Series; metric: Metric; name: string }) {
  const { t, i18n } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const save = () => {
    const rows = series.times.map((time, index) => [
      new Date(time).toISOString(),
      metric.values[index] ?? 0,
      series.complete[index] ? 'yes' : 'no',
    ])
    download(`${name}-${metric.key}.csv`, toCsv(['from', metric.key, 'complete'], rows))
  }
  return (
    <div className={styles.tableTools}>
      <Button
        look="plain"
        aria-expanded={isOpen}
        aria-label={isOpen ? t`Hide the table of ${metric.label}` : t`Table of ${metric.label}`}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <Trans>Hide the table</Trans> : <Trans>Table</Trans>}
      </Button>
      <Button look="plain" aria-label={t`${metric.label} as CSV`} onClick={save}>
        CSV
      </Button>
      {isOpen && (
        // A region that scrolls has to be reached by keyboard.
        <div className={styles.tableScroll} tabIndex={0} role="region" aria-label={t`Table of ${metric.label}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>From</Trans>
                </th>
                <th scope="col">{metric.label}</th>
              </tr>
            </thead>
            <tbody>
              {series.times.map((time, index) => (
                <tr key={time}>
                  <th scope="row">{bucketName(time, series.bucket, series.zone, i18n.locale)}</th>
                  <td>
                    {i18n.number(metric.values[index] ?? 0)}
                    {!series.complete[index] && (
                      <>
                        {' '}
                        <Trans>so far</Trans>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
