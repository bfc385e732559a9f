import type { WeeklyReportData } from '@forum/events'
import { z } from 'zod'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'
import { timeText } from '../../clickhouse/time.ts'
import { nil } from '../ingestion/rows.ts'
import type { Week } from './week.ts'

const sql = readSql(import.meta.dirname, 'week.sql')
const count = z.number().int().min(0)
const row = z.object({
  userId: z.string(),
  views: count,
  likes: count,
  commentsReceived: count,
  followersGained: count,
  bestPostId: z.string().transform((id) => (id === nil ? null : id)),
})

/** What a week brought those whose ids are above one, in the order of their ids. */
export async function readWeek(clickhouse: ClickHouse, week: Week, after: string): Promise<WeeklyReportData[]> {
  const parameters = { from: timeText(week.begins), to: timeText(week.ends), after }
  const rows = await clickhouse.query({ sql, parameters, row, limits: 'batch' })
  return rows.map((numbers) => ({ ...numbers, from: week.from, to: week.to }))
}
