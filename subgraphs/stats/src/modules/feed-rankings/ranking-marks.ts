import type { RankingName } from '@forum/events'
import { empty, type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'

const markRow = z
  .object({
    snapshot: z.string().nullable(),
    digest: z.string().nullable(),
    parts: z.number().int().nullable(),
    told_at: z.date().nullable(),
    checked_at: z.date().nullable(),
  })
  .transform(({ snapshot, digest, parts, told_at: toldAt, checked_at: checkedAt }) => ({
    told: snapshot !== null && digest !== null && parts !== null && toldAt ? { snapshot, digest, parts, toldAt } : null,
    checkedAt,
  }))

/** What was last told of a ranking, and when it was last looked at. */
export type RankingMark = z.output<typeof markRow>
export type Told = NonNullable<RankingMark['told']>

export class RankingMarks {
  /** Locked until the transaction ends; null while another replica is at it, unless it waits for that. */
  async lock(tx: Sql, ranking: RankingName, { waits = false } = {}): Promise<RankingMark | null> {
    const [mark] = await select(
      tx,
      markRow,
      sql`
        SELECT snapshot, digest, parts, told_at, checked_at FROM ranking_marks WHERE ranking = ${ranking}
        FOR UPDATE ${waits ? empty : sql`SKIP LOCKED`}`,
    )
    return mark ?? null
  }

  async checked(tx: Sql, ranking: RankingName, at: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE ranking_marks SET checked_at = ${at.toISOString()}::timestamptz WHERE ranking = ${ranking}`
  }

  async told(tx: Sql, ranking: RankingName, { snapshot, digest, parts, toldAt }: Told): Promise<void> {
    await tx.$executeRaw`
      UPDATE ranking_marks SET snapshot = ${snapshot}::uuid, digest = ${digest}, parts = ${parts},
        told_at = ${toldAt.toISOString()}::timestamptz
      WHERE ranking = ${ranking}`
  }
}
