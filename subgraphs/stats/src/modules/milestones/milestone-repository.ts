import { type MilestoneMetric, milestoneMetrics } from '@forum/events'
import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'

/** The highest milestone of a number. */
export type Mark = { subjectId: string; metric: MilestoneMetric; reached: number }

const raisedRow = z
  .object({
    subject_id: z.string(),
    metric: z.enum(milestoneMetrics),
    before: z.coerce.number().nullable(),
    reached: z.coerce.number(),
  })
  .transform((row) => ({
    subjectId: row.subject_id,
    metric: row.metric,
    before: row.before ?? 0,
    reached: row.reached,
  }))
export type Raised = z.output<typeof raisedRow>

export class MilestoneRepository {
  /** Raises marks, in one order so that two consumers do not wait for each other; answers those that were lower, with what they were. */
  raise(tx: Sql, marks: readonly Mark[]): Promise<Raised[]> {
    return select(
      tx,
      raisedRow,
      sql`
        INSERT INTO milestones AS known (subject_id, metric, reached)
        SELECT "subjectId", metric, reached
        FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS t("subjectId" uuid, metric text, reached bigint)
        ORDER BY 1, 2
        ON CONFLICT (subject_id, metric) DO UPDATE SET reached = excluded.reached WHERE known.reached < excluded.reached
        RETURNING subject_id, metric, old.reached AS before, new.reached`,
    )
  }

  async isDone(db: Sql, name: string): Promise<boolean> {
    const [row] = await select(
      db,
      z.object({ done: z.boolean() }),
      sql`SELECT EXISTS (SELECT FROM done_once WHERE name = ${name}) AS done`,
    )
    return row?.done ?? false
  }

  async noteDone(db: Sql, name: string): Promise<void> {
    await db.$executeRaw`INSERT INTO done_once (name) VALUES (${name}) ON CONFLICT (name) DO NOTHING`
  }
}
