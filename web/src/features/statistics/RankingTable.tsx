import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import { download, toCsv } from './csv.ts'
import styles from './statistics.module.css'

type Row = { rank: number; value: number; key: string; text: string; content: ReactNode }

export function RankingTable({
  caption,
  unit,
  rows,
  name,
}: {
  caption: string
  unit: string
  rows: Row[]
  name: string
}) {
  const { t, i18n } = useLingui()
  const save = () =>
    download(
      `forum-${name}.csv`,
      toCsv(
        ['rank', 'name', 'value'],
        rows.map(({ rank, text, value }) => [rank, text, value]),
      ),
    )
  return (
    <div>
      <table className={styles.ranking}>
        <caption>{caption}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">
              <Trans>Rank</Trans>
            </th>
            <th scope="col">
              <Trans>Name</Trans>
            </th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ rank, value, key, content }) => (
            <tr key={key}>
              <td>{rank}</td>
              <td>{content}</td>
              <td>{i18n.number(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? (
        <p className={styles.asOf}>
          <Trans>Nothing in this time.</Trans>
        </p>
      ) : (
        <Button look="plain" className={styles.small} aria-label={t`${caption} as CSV`} onClick={save}>
          CSV
        </Button>
      )}
    </div>
  )
}
