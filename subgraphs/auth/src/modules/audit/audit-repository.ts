import { type Sql, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const entry = z.object({
  id: z.bigint().or(z.string()).transform(String),
  kind: z.string(),
  actorId: z.string().nullable(),
  whomId: z.string().nullable(),
  detail: z.string(),
  address: z.string().nullable(),
  at: z.date(),
})
export type AuditEntry = z.infer<typeof entry>

export type NewAuditEntry = Pick<AuditEntry, 'kind' | 'actorId' | 'whomId' | 'detail' | 'address'>

const columns = sql`id, kind, actor_id AS "actorId", whom_id AS "whomId", detail, address, at`

export class AuditRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async add(tx: Sql | null, { kind, actorId, whomId, detail, address }: NewAuditEntry): Promise<void> {
    await (tx ?? this.#database.sql).$executeRaw`
      INSERT INTO audit_entries (kind, actor_id, whom_id, detail, address)
      VALUES (${kind}, ${actorId}::uuid, ${whomId}::uuid, ${detail}, ${address})`
  }

  /** Newest first, below an id. Of a person: what they did, and what was done to them, each by its own index. */
  async page(of: { userId: string | null; below: string | null; limit: number }): Promise<AuditEntry[]> {
    const { userId, limit } = of
    const below = of.below ?? '9223372036854775807'
    const rows = userId
      ? await this.#database.sql.$queryRaw`
          SELECT ${columns} FROM (
            (SELECT * FROM audit_entries WHERE actor_id = ${userId}::uuid AND id < ${below}::bigint ORDER BY id DESC LIMIT ${limit})
            UNION
            (SELECT * FROM audit_entries WHERE whom_id = ${userId}::uuid AND id < ${below}::bigint ORDER BY id DESC LIMIT ${limit})
          ) e ORDER BY id DESC LIMIT ${limit}`
      : await this.#database.sql.$queryRaw`
          SELECT ${columns} FROM audit_entries WHERE id < ${below}::bigint ORDER BY id DESC LIMIT ${limit}`
    return z.array(entry).parse(rows)
  }

  /** Forgets where things older than 90 days came from. */
  async forgetAddresses(): Promise<number> {
    return this.#database.sql.$executeRaw`
      UPDATE audit_entries SET address = NULL WHERE address IS NOT NULL AND at < now() - interval '90 days'`
  }

  /** Whether something of these kinds was done to somebody within a day. Reads over what was done to them since. */
  async happenedWithinADay(tx: Sql, whomId: string, kinds: readonly string[]): Promise<boolean> {
    const rows = await tx.$queryRaw`
      SELECT id FROM audit_entries
      WHERE whom_id = ${whomId}::uuid AND kind = ANY (${[...kinds]}::text[]) AND at > now() - interval '1 day' ORDER BY id DESC LIMIT 1`
    return Array.isArray(rows) && rows.length > 0
  }

  /** The same for all that one person did and that was done to them. */
  async forgetAddressesOf(tx: Sql, userId: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE audit_entries SET address = NULL WHERE address IS NOT NULL AND (actor_id = ${userId}::uuid OR whom_id = ${userId}::uuid)`
  }
}
