import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { time, userId } from '../../database/columns.ts'

const hiddenRow = z.object({ subject_id: z.string(), at: time, spared: userId.nullable() })
export type HiddenSubject = z.output<typeof hiddenRow>

const id = z.object({ id: z.string() })

export class UpkeepRepository {
  /** Locks the hidden subject of longest ago that nobody else has. */
  async lockHidden(tx: Sql): Promise<HiddenSubject | null> {
    const [hidden] = await select(
      tx,
      hiddenRow,
      sql`SELECT subject_id, at, spared FROM hidden_subjects ORDER BY at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    )
    return hidden ?? null
  }

  /**
   * Makes some of what was told of it read; how many were left to look at. Their rows are held in the order of their ids, as whoever marks several
   * holds them.
   */
  async readHidden(tx: Sql, { subject_id, at, spared }: HiddenSubject, limit: number): Promise<number> {
    const time = at.toISOString()
    const isUnread = sql`
      n.read_at IS NULL AND n.latest_at <= ${time}::timestamptz AND n.person_id IS DISTINCT FROM ${spared}::uuid`
    const due = await select(
      tx,
      id,
      sql`
        SELECT id FROM (
          (SELECT n.id FROM notifications n WHERE n.post_id = ${subject_id}::uuid AND ${isUnread} ORDER BY n.id LIMIT ${limit})
          UNION
          (SELECT n.id FROM notifications n WHERE n.comment_id = ${subject_id}::uuid AND ${isUnread} ORDER BY n.id LIMIT ${limit})
        ) AS due`,
    )
    if (due.length > 0)
      await tx.$executeRaw`
        UPDATE notifications SET read_at = ${time}::timestamptz
        WHERE id IN (
          SELECT id FROM notifications WHERE id = ANY (${due.map((row) => row.id)}::uuid[]) ORDER BY id FOR NO KEY UPDATE
        ) AND read_at IS NULL AND latest_at <= ${time}::timestamptz`
    return due.length
  }

  async endHidden(tx: Sql, subjectId: string): Promise<void> {
    await tx.$executeRaw`DELETE FROM hidden_subjects WHERE subject_id = ${subjectId}::uuid`
  }

  /** Deletes some that are older; how many there were. */
  async deleteBefore(tx: Sql, before: Date, limit: number): Promise<number> {
    return tx.$executeRaw`
      DELETE FROM notifications WHERE id IN (
        SELECT id FROM notifications WHERE latest_at < ${before.toISOString()}::timestamptz
        ORDER BY latest_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )`
  }
}
