import { type Sql, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const invite = z.object({ id: z.string(), usedById: z.string().nullable(), expiresAt: z.date() })
export type Invite = z.infer<typeof invite> & { code?: string }

const columns = sql`id, used_by AS "usedById", expires_at AS "expiresAt"`
const isOpen = sql`used_at IS NULL AND revoked_at IS NULL AND expires_at > now()`

const inviter = z.object({ inviterId: z.string() })

export class InviteRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async add(
    tx: Sql,
    of: { id: string; inviterId: string; codeHash: Uint8Array<ArrayBuffer>; days: number },
  ): Promise<Invite> {
    const rows = await tx.$queryRaw`
      INSERT INTO invites (id, inviter_id, code_hash, expires_at)
      VALUES (${of.id}::uuid, ${of.inviterId}::uuid, ${of.codeHash}, now() + make_interval(days => ${of.days}))
      RETURNING ${columns}`
    return z.array(invite).length(1).parse(rows)[0] as Invite // length(1)
  }

  async countOpen(tx: Sql, inviterId: string): Promise<number> {
    const rows =
      await tx.$queryRaw`SELECT count(*)::int AS count FROM invites WHERE inviter_id = ${inviterId}::uuid AND ${isOpen}`
    return z.array(z.object({ count: z.number() })).parse(rows)[0]?.count ?? 0
  }

  async of(inviterId: string): Promise<Invite[]> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${columns} FROM invites WHERE inviter_id = ${inviterId}::uuid AND (used_by IS NOT NULL OR (${isOpen}))
      ORDER BY created_at DESC, id DESC LIMIT 100`
    return z.array(invite).parse(rows)
  }

  async revoke(tx: Sql, inviterId: string, id: string): Promise<boolean> {
    const revoked = await tx.$executeRaw`
      UPDATE invites SET revoked_at = now() WHERE id = ${id}::uuid AND inviter_id = ${inviterId}::uuid AND ${isOpen}`
    return revoked === 1
  }

  /** Ends all that are open. */
  async revokeAllOf(tx: Sql, inviterId: string): Promise<void> {
    await tx.$executeRaw`UPDATE invites SET revoked_at = now() WHERE inviter_id = ${inviterId}::uuid AND ${isOpen}`
  }

  /** Whether the code is good: of an active member, open. */
  async isGood(codeHash: Uint8Array): Promise<boolean> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT a.id AS "inviterId" FROM invites i JOIN accounts a ON a.id = i.inviter_id
      WHERE i.code_hash = ${codeHash} AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now() AND a.status = 'ACTIVE'`
    return z.array(inviter).parse(rows).length === 1
  }

  /** Uses the invite up for somebody; gives who invited them, null when it is not good any more. Of several at once one gets it. */
  async spend(tx: Sql, codeHash: Uint8Array, usedBy: string): Promise<string | null> {
    const rows = await tx.$queryRaw`
      UPDATE invites i SET used_at = now(), used_by = ${usedBy}::uuid FROM accounts a
      WHERE i.code_hash = ${codeHash} AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now() AND a.id = i.inviter_id AND a.status = 'ACTIVE'
      RETURNING i.inviter_id AS "inviterId"`
    return z.array(inviter).parse(rows)[0]?.inviterId ?? null
  }

  async invitersOf(ids: readonly string[]): Promise<Map<string, { inviterId: string }>> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT id, invited_by AS "inviterId" FROM accounts WHERE id = ANY (${[...ids]}::uuid[]) AND invited_by IS NOT NULL`
    return new Map(
      z
        .array(inviter.extend({ id: z.string() }))
        .parse(rows)
        .map((row) => [row.id, row]),
    )
  }

  /** Deletes those that nobody came by; of the others it stays known who invited whom. */
  async deleteUnusedOf(tx: Sql, inviterId: string): Promise<void> {
    await tx.$executeRaw`DELETE FROM invites WHERE inviter_id = ${inviterId}::uuid AND used_at IS NULL`
  }
}
