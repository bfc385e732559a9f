import { type Sql, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const purpose = z.enum(['VERIFY', 'CHANGE', 'RESET'])
export type LinkPurpose = z.infer<typeof purpose>

const link = z.object({ id: z.string(), accountId: z.string(), purpose, email: z.string(), expiresAt: z.date() })
export type EmailLink = z.infer<typeof link>

const presented = link.extend({ state: z.enum(['GOOD', 'USED', 'ENDED']) })

const columns = sql`id, account_id AS "accountId", purpose, email, expires_at AS "expiresAt"`
/** After a wait for a lock now() is in the past. */
const isGood = sql`used_at IS NULL AND expires_at > clock_timestamp()`

/** Mailed links. Time is the database's. */
export class EmailLinkRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async put(
    tx: Sql,
    {
      id,
      accountId,
      purpose: of,
      email,
      tokenHash,
    }: Omit<EmailLink, 'expiresAt'> & { tokenHash: Uint8Array<ArrayBuffer> },
    seconds: number,
  ): Promise<EmailLink> {
    const rows = await tx.$queryRaw`
      INSERT INTO email_links (account_id, purpose, id, token_hash, email, expires_at)
      VALUES (${accountId}::uuid, ${of}, ${id}::uuid, ${tokenHash}, ${email}, clock_timestamp() + make_interval(secs => ${seconds}))
      ON CONFLICT (account_id, purpose) DO UPDATE
        SET id = excluded.id, token_hash = excluded.token_hash, email = excluded.email, expires_at = excluded.expires_at, used_at = NULL
      RETURNING ${columns}`
    return z.array(link).length(1).parse(rows)[0] as EmailLink // length(1)
  }

  async goodOf(accountId: string, of: LinkPurpose): Promise<EmailLink | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${columns} FROM email_links WHERE account_id = ${accountId}::uuid AND purpose = ${of} AND ${isGood}`
    return z.array(link).parse(rows)[0] ?? null
  }

  async byHash(tokenHash: Uint8Array): Promise<z.infer<typeof presented> | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${columns}, CASE WHEN used_at IS NOT NULL THEN 'USED' WHEN ${isGood} THEN 'GOOD' ELSE 'ENDED' END AS state
      FROM email_links WHERE token_hash = ${tokenHash}`
    return z.array(presented).parse(rows)[0] ?? null
  }

  async spend(tx: Sql, accountId: string, of: LinkPurpose, id: string): Promise<boolean> {
    const spent = await tx.$executeRaw`
      UPDATE email_links SET used_at = clock_timestamp()
      WHERE account_id = ${accountId}::uuid AND purpose = ${of} AND id = ${id}::uuid AND ${isGood}`
    return spent === 1
  }

  async end(tx: Sql, accountId: string, purposes: readonly LinkPurpose[]): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM email_links WHERE account_id = ${accountId}::uuid AND purpose = ANY (${[...purposes]}::text[]) AND used_at IS NULL`
  }

  /** Deletes links a day after they ran out: until then one that was used can say so. */
  async deleteOld(): Promise<number> {
    return this.#database.sql.$executeRaw`DELETE FROM email_links WHERE expires_at < now() - interval '1 day'`
  }

  async deleteOf(tx: Sql, accountId: string): Promise<void> {
    await tx.$executeRaw`DELETE FROM email_links WHERE account_id = ${accountId}::uuid`
  }
}
