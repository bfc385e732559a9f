import { z } from 'zod'
import type { Database, Transaction } from '../../database.ts'

export type KeyOwner = { viewerId: string; mutation: string; key: string }

const found = z.array(
  z
    .object({ input_hash: z.instanceof(Uint8Array), created_id: z.string() })
    .transform((row) => ({ inputHash: Buffer.from(row.input_hash), createdId: row.created_id })),
)

export class IdempotencyRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Takes a key that is free or too old; waits for a transaction that is taking it. Says whether it is ours now. */
  async claim(tx: Transaction, { viewerId, mutation, key }: KeyOwner, inputHash: Buffer, now: Date, oldest: Date) {
    const taken = await tx.$executeRaw`
      INSERT INTO idempotency_keys AS held (viewer_id, mutation, key, input_hash, created_at)
      VALUES (${viewerId}::uuid, ${mutation}, ${key}, ${inputHash}, ${now}::timestamptz)
      ON CONFLICT (viewer_id, mutation, key) DO UPDATE SET
        input_hash = excluded.input_hash, created_id = NULL, created_at = excluded.created_at
      WHERE held.created_at < ${oldest}::timestamptz`
    return taken > 0
  }

  async keep(tx: Transaction, { viewerId, mutation, key }: KeyOwner, createdId: string): Promise<void> {
    await tx.idempotencyKey.update({
      where: { viewerId_mutation_key: { viewerId, mutation, key } },
      data: { createdId },
    })
  }

  async find(tx: Transaction, { viewerId, mutation, key }: KeyOwner) {
    const rows = await tx.$queryRaw`
      SELECT input_hash, created_id FROM idempotency_keys
      WHERE viewer_id = ${viewerId}::uuid AND mutation = ${mutation} AND key = ${key}`
    return found.parse(rows)[0]
  }

  async deleteBefore(time: Date): Promise<void> {
    await this.#database.prisma.idempotencyKey.deleteMany({ where: { createdAt: { lt: time } } })
  }
}
