import { z } from 'zod'
import { type Sql, select, sql } from '../../database/database.ts'
import type { UserId } from '../../ids.ts'

export type KeyOwner = { viewerId: UserId; mutation: string; key: string }

const keyRow = z
  .object({ input_hash: z.instanceof(Uint8Array), created_id: z.string() })
  .transform((row) => ({ inputHash: Buffer.from(row.input_hash), createdId: row.created_id }))

export class IdempotencyRepository {
  /** Takes a key that is free or too old; waits for a transaction that is taking it. Says whether it is ours now. */
  async claim(tx: Sql, owner: KeyOwner, inputHash: Buffer, now: Date, oldest: Date): Promise<boolean> {
    const taken = await tx.$executeRaw`
      INSERT INTO idempotency_keys AS held (viewer_id, mutation, key, input_hash, created_at)
      VALUES (${owner.viewerId}::uuid, ${owner.mutation}, ${owner.key}, ${inputHash}, ${now.toISOString()}::timestamptz)
      ON CONFLICT (viewer_id, mutation, key) DO UPDATE SET
        input_hash = excluded.input_hash, created_id = NULL, created_at = excluded.created_at
      WHERE held.created_at < ${oldest.toISOString()}::timestamptz`
    return taken > 0
  }

  async keep(tx: Sql, { viewerId, mutation, key }: KeyOwner, createdId: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE idempotency_keys SET created_id = ${createdId}::uuid
      WHERE viewer_id = ${viewerId}::uuid AND mutation = ${mutation} AND key = ${key}`
  }

  async find(tx: Sql, { viewerId, mutation, key }: KeyOwner) {
    const [row] = await select(
      tx,
      keyRow,
      sql`
        SELECT input_hash, created_id FROM idempotency_keys
        WHERE viewer_id = ${viewerId}::uuid AND mutation = ${mutation} AND key = ${key}`,
    )
    return row ?? null
  }

  async deleteBefore(db: Sql, time: Date): Promise<void> {
    await db.$executeRaw`DELETE FROM idempotency_keys WHERE created_at < ${time.toISOString()}::timestamptz`
  }
}
