import { type Sql, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const registration = z.object({
  id: z.string(),
  handle: z.string(),
  email: z.string(),
  application: z.string(),
  at: z.date(),
})
export type Registration = z.infer<typeof registration>

const accepted = z.object({
  id: z.string(),
  handle: z.string(),
  displayName: z.string(),
  role: z.enum(['USER', 'MODERATOR', 'ADMIN']),
  createdAt: z.date(),
})
export type Accepted = z.infer<typeof accepted>

export class PendingRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Whose address is verified, longest waiting first, after a place. */
  async page(after: { at: string; id: string } | null, limit: number): Promise<Registration[]> {
    const { at, id } = after ?? { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }
    const rows = await this.#database.sql.$queryRaw`
      SELECT id, handle, email, coalesce(application, '') AS application, created_at AS at FROM accounts
      WHERE status = 'PENDING' AND email_verified_at IS NOT NULL AND (created_at, id) > (${at}::timestamptz, ${id}::uuid)
      ORDER BY created_at, id LIMIT ${limit}`
    return z.array(registration).parse(rows)
  }

  /** Opens the account as of now; null when it does not wait any more. */
  async accept(tx: Sql, id: string): Promise<Accepted | null> {
    const rows = await tx.$queryRaw`
      UPDATE accounts a SET status = 'ACTIVE', created_at = now(), application = NULL FROM profiles p
      WHERE a.id = ${id}::uuid AND p.user_id = a.id AND a.status = 'PENDING' AND a.email_verified_at IS NOT NULL
      RETURNING a.id, a.handle, p.display_name AS "displayName", a.role, a.created_at AS "createdAt"`
    return z.array(accepted).parse(rows)[0] ?? null
  }

  /** Deletes whoever waits, all of them: nothing has told of them yet. Gives how many they were. */
  async remove(tx: Sql, ids: readonly string[]): Promise<number> {
    const waiting = sql`SELECT id FROM accounts WHERE id = ANY (${[...ids]}::uuid[]) AND status = 'PENDING'`
    await tx.$executeRaw`${waiting} ORDER BY id FOR UPDATE`
    await tx.$executeRaw`DELETE FROM email_links WHERE account_id IN (${waiting})`
    await tx.$executeRaw`DELETE FROM profiles WHERE user_id IN (${waiting})`
    return tx.$executeRaw`DELETE FROM accounts WHERE id IN (${waiting})`
  }

  /** Who has not verified an address while their claim lived: nobody will ever read their application. */
  async lapsed(limit: number): Promise<string[]> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT id FROM accounts WHERE status = 'PENDING' AND email_verified_at IS NULL AND email_claim_ends_at < now() LIMIT ${limit}`
    return z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id)
  }
}
