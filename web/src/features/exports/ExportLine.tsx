import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { fullTime } from '../../text/dates.ts'
import { Time } from '../../ui/Time.tsx'
import { useDatasetWords } from './dataset-words.ts'
import styles from './exports.module.css'
import type { ExportRowFragment } from './generated/exports.ts'

export function ExportLine({ export: one }: { export: ExportRowFragment }) {
  const { i18n } = useLingui()
  const words = useDatasetWords()
  const { dataset, format, status, progress, rows, bytes, sha256, url, asOf, expiresAt } = one
  const percent = i18n.number(progress ?? 0, { style: 'percent' })
  const size = bytes === null ? '' : i18n.number(bytes / 1_000_000, { maximumFractionDigits: 1 })
  return (
    <li>
      <p>
        <b>{words[dataset]}</b> {format} · <Trans>as of</Trans> <Time at={asOf} />
      </p>
      <p className={styles.quiet}>
        {status === 'QUEUED' && <Trans>waiting</Trans>}
        {status === 'RUNNING' && <Trans>being written, {percent}</Trans>}
        {status === 'FAILED' && <Trans>did not work; ask for it again</Trans>}
        {status === 'EXPIRED' && <Trans>expired</Trans>}
        {status === 'READY' && (
          <>
            <Plural value={rows ?? 0} one="# row" other="# rows" />, <Trans>{size} MB</Trans>
          </>
        )}
      </p>
      {status === 'READY' && url && (
        <p>
          <a href={url} download>
            <Trans>Download</Trans>
          </a>{' '}
          <span className={styles.quiet}>
            <Trans>Whoever has this link can download; it works until {fullTime(expiresAt, i18n.locale)}.</Trans>
          </span>
        </p>
      )}
      {sha256 && <p className={styles.sum}>SHA-256 {sha256}</p>}
    </li>
  )
}
