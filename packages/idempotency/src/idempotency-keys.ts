import { z } from 'zod'

/** As much of what runs SQL as is needed. */
export type Sql = {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>
  $queryRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<unknown>
}

export type KeyOwner = { viewerId: string; mutation: string; key: string }

const rows = z.array(
  z
    .object({ input_hash: z.instanceof(Uint8Array), created_id: z.string() })
    .transform((row) => ({ inputHash: Buffer.from(row.input_hash), createdId: row.created_id })),
)
export type KeptKey = z.output<typeof rows>[number]

/** Takes a key that is free or too old; waits for a transaction that is taking it. Says whether it is ours now. */
export async function claimKey(tx: Sql, owner: KeyOwner, inputHash: Buffer, now: Date, oldest: Date): Promise<boolean> {
  const taken = await tx.$executeRaw`
    INSERT INTO idempotency_keys AS held (viewer_id, mutation, key, input_hash, created_at)
    VALUES (${owner.viewerId}::uuid, ${owner.mutation}, ${owner.key}, ${inputHash}, ${now.toISOString()}::timestamptz)
    ON CONFLICT (viewer_id, mutation, key) DO UPDATE SET
      input_hash = excluded.input_hash, created_id = NULL, created_at = excluded.created_at
    WHERE held.created_at < ${oldest.toISOString()}::timestamptz`
  return taken > 0
}

export async function keepCreated(tx: Sql, { viewerId, mutation, key }: KeyOwner, createdId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE idempotency_keys SET created_id = ${createdId}::uuid
    WHERE viewer_id = ${viewerId}::uuid AND mutation = ${mutation} AND key = ${key}`
}

export async function findKey(db: Sql, owner: KeyOwner, oldest: Date): Promise<KeptKey | null> {
  const found = await db.$queryRaw`
    SELECT input_hash, created_id FROM idempotency_keys
    WHERE viewer_id = ${owner.viewerId}::uuid AND mutation = ${owner.mutation} AND key = ${owner.key}
      AND created_at >= ${oldest.toISOString()}::timestamptz`
  return rows.parse(found)[0] ?? null
}

export async function deleteKeysBefore(db: Sql, time: Date): Promise<void> {
  await db.$executeRaw`DELETE FROM idempotency_keys WHERE created_at < ${time.toISOString()}::timestamptz`
}
