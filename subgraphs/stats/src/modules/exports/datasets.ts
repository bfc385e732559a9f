import { join } from 'node:path'
import { readSql } from '../../clickhouse/sql.ts'
import type { ExportDataset, ExportFormat } from '../../generated/graphql.ts'

const sqlOf = (file: string) => readSql(join(import.meta.dirname, 'datasets'), file)

/** All but MY_DATA, which is gathered and not queried. */
export type QueriedDataset = Exclude<ExportDataset, 'MY_DATA'>

/** The query of each dataset, with {from:String} and, not included, {to:String}. */
export const datasets: Record<QueriedDataset, string> = {
  EVENTS: sqlOf('events.sql'),
  POSTS: sqlOf('posts.sql'),
  COMMENTS: sqlOf('comments.sql'),
  LIKES: sqlOf('likes.sql'),
  FOLLOWS: sqlOf('follows.sql'),
  USERS: sqlOf('users.sql'),
  ACTIVITY: sqlOf('activity.sql'),
  POST_DAYS: sqlOf('post-days.sql'),
}

export type FormatSpec = { clickhouse: string; extension: string; mediaType: string }

export const formats: Record<ExportFormat, FormatSpec> = {
  CSV: { clickhouse: 'CSVWithNames', extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  NDJSON: { clickhouse: 'JSONEachRow', extension: 'ndjson', mediaType: 'application/x-ndjson' },
  PARQUET: { clickhouse: 'Parquet', extension: 'parquet', mediaType: 'application/vnd.apache.parquet' },
}

/** What the file of an export is. */
export const fileOf = (job: {
  dataset: ExportDataset
  format: ExportFormat
}): Pick<FormatSpec, 'extension' | 'mediaType'> =>
  job.dataset === 'MY_DATA' ? { extension: 'zip', mediaType: 'application/zip' } : formats[job.format]
