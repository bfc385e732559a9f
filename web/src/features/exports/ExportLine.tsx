import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { clockTime } from '../../text/dates.ts'
import { Time } from '../../ui/Time.tsx'
import { bytesIn } from './bytes.ts'
import { useDatasetWords } from './dataset-words.ts'
import styles from './exports.module.css'
import type { ExportRowFragment } from './generated/exports.ts'

export function ExportLine({ export: one }: { export: ExportRowFragment }) {
  const { i18n } = useLingui()
  const words = useDatasetWords()
  const { dataset, format, status, progress, rows, bytes, sha256, url, asOf, expiresAt } = one
  const percent = i18n.number(progress ?? 0, { style: 'percent' })
  const ends = clockTime(expiresAt, i18n.locale)
  return (
    <li>
      <p className={styles.row}>
        <b>{words[dataset]}</b>
        <span>{format}</span>
        <span className={styles.quiet}>
          {status === 'QUEUED' && <Trans>waiting</Trans>}
          {status === 'RUNNING' && <Trans>being written, {percent}</Trans>}
          {status === 'FAILED' && <Trans>did not work; ask for it again</Trans>}
          {status === 'EXPIRED' && <Trans>expired</Trans>}
          {status === 'READY' && (
            <>
              <Plural value={rows ?? 0} one="# row" other="# rows" />
              {bytes !== null && `, ${bytesIn(i18n.locale, bytes)}`}
            </>
          )}
        </span>
        <span className={styles.quiet}>
          <Time at={asOf} />
        </span>
        {status === 'READY' && url && (
          <a href={url} download>
            <Trans>Download, until {ends}</Trans>
          </a>
        )}
      </p>
      {sha256 && (
        <details className={styles.sum}>
          <summary>SHA-256</summary>
          {sha256}
        </details>
      )}
    </li>
  )
}
