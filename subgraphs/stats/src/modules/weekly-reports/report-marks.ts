import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'

const markRow = z
  .object({ told_to: z.string().nullable(), done_at: z.date().nullable() })
  .transform(({ told_to: toldTo, done_at: doneAt }) => ({ toldTo, isDone: doneAt !== null }))

/** How far the reports of a week were told. */
export type ReportMark = z.output<typeof markRow>

export class ReportMarks {
  /** Begins a week that was not begun. The first week of a database is nobody's: what it would tell was there before. */
  async begin(tx: Sql, monday: string, now: Date): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO weekly_reports (week, done_at)
      VALUES (${monday}::date, CASE WHEN EXISTS (SELECT FROM weekly_reports) THEN NULL ELSE ${now.toISOString()}::timestamptz END)
      ON CONFLICT (week) DO NOTHING`
  }

  /** Locked until the transaction ends, so that one replica tells. */
  async lock(tx: Sql, monday: string): Promise<ReportMark | null> {
    const [mark] = await select(
      tx,
      markRow,
      sql`SELECT told_to, done_at FROM weekly_reports WHERE week = ${monday}::date FOR UPDATE`,
    )
    return mark ?? null
  }

  async told(tx: Sql, monday: string, toldTo: string | null, doneAt: Date | null): Promise<void> {
    await tx.$executeRaw`
      UPDATE weekly_reports SET told_to = ${toldTo}::uuid, done_at = ${doneAt?.toISOString() ?? null}::timestamptz
      WHERE week = ${monday}::date`
  }
}
