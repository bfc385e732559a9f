import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { time } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'

type Spending = { accountId: UserId; minute: Date; since: Date; most: number }

export class WriteCountRepository {
  /** Counts one write unless the account has had its share; says whether it did. One statement, so that replicas agree. */
  async add(db: Sql, { accountId, minute, since, most }: Spending): Promise<boolean> {
    const added = await db.$executeRaw`
      WITH earlier AS (
        SELECT coalesce(sum(count), 0)::integer AS count FROM write_counts
        WHERE account_id = ${accountId}::uuid AND minute >= ${since.toISOString()}::timestamptz
          AND minute < ${minute.toISOString()}::timestamptz
      )
      INSERT INTO write_counts AS now (account_id, minute, count)
      SELECT ${accountId}::uuid, ${minute.toISOString()}::timestamptz, 1 FROM earlier WHERE earlier.count < ${most}::integer
      ON CONFLICT (account_id, minute) DO UPDATE SET count = now.count + 1
        WHERE now.count + (SELECT count FROM earlier) < ${most}::integer`
    return added > 0
  }

  async oldest(db: Sql, accountId: UserId, since: Date): Promise<Date | null> {
    const [row] = await select(
      db,
      z.object({ minute: time.nullable() }),
      sql`
        SELECT min(minute) AS minute FROM write_counts
        WHERE account_id = ${accountId}::uuid AND minute >= ${since.toISOString()}::timestamptz`,
    )
    return row?.minute ?? null
  }

  async deleteBefore(db: Sql, minute: Date): Promise<void> {
    await db.$executeRaw`DELETE FROM write_counts WHERE minute < ${minute.toISOString()}::timestamptz`
  }
}
