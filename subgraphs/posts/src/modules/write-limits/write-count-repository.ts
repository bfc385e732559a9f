import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { time } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'

type Share = { accountId: UserId; minute: Date; since: Date; max: number }

/** What a write stands for, so that time of the processor counts beside it. */
const msOfWrite = 50

export class WriteCountRepository {
  /** Counts one write unless the account has had its share; says whether it did. One statement, so that replicas agree. */
  async add(db: Sql, { accountId, minute, since, max }: Share): Promise<boolean> {
    const added = await db.$executeRaw`
      WITH earlier AS (
        SELECT coalesce(sum(count * ${msOfWrite}::integer + cpu_ms), 0)::integer AS ms FROM write_counts
        WHERE account_id = ${accountId}::uuid AND minute >= ${since.toISOString()}::timestamptz
          AND minute < ${minute.toISOString()}::timestamptz
      )
      INSERT INTO write_counts AS now (account_id, minute, count)
      SELECT ${accountId}::uuid, ${minute.toISOString()}::timestamptz, 1 FROM earlier
      WHERE earlier.ms < ${max * msOfWrite}::integer
      ON CONFLICT (account_id, minute) DO UPDATE SET count = now.count + 1
        WHERE now.count * ${msOfWrite}::integer + now.cpu_ms + (SELECT ms FROM earlier) < ${max * msOfWrite}::integer`
    return added > 0
  }

  /** Adds time of the processor, whatever the account has had. */
  async charge(db: Sql, accountId: UserId, minute: Date, cpuMs: number): Promise<void> {
    await db.$executeRaw`
      INSERT INTO write_counts AS now (account_id, minute, count, cpu_ms)
      VALUES (${accountId}::uuid, ${minute.toISOString()}::timestamptz, 0, ${cpuMs}::integer)
      ON CONFLICT (account_id, minute) DO UPDATE SET cpu_ms = now.cpu_ms + excluded.cpu_ms`
  }

  /** Whether an account has had so many writes, or what they stand for. */
  async hasHad(db: Sql, { accountId, since, max }: Omit<Share, 'minute'>): Promise<boolean> {
    const [row] = await select(
      db,
      z.object({ is_enough: z.boolean() }),
      sql`
        SELECT coalesce(sum(count * ${msOfWrite}::integer + cpu_ms), 0) >= ${max * msOfWrite}::integer AS is_enough
        FROM write_counts WHERE account_id = ${accountId}::uuid AND minute >= ${since.toISOString()}::timestamptz`,
    )
    return row?.is_enough ?? false
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
