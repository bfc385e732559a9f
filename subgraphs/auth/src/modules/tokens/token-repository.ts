import { z } from 'zod'
import type { Database } from '../../database.ts'

const standing = z.object({
  asOf: z.coerce.number(),
  now: z.date(),
  isLive: z.boolean().nullable(),
  handle: z.string().nullable(),
  role: z.enum(['USER', 'MODERATOR', 'ADMIN']).nullable(),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'DELETED']).nullable(),
  isLeaving: z.boolean().nullable(),
})
export type Standing = z.infer<typeof standing>

export class TokenRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** How a session and its user stand, and the last revocation of the same snapshot; nulls where there is no such session. */
  async standingOf(sessionId: string, userId: string): Promise<Standing> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT h.number AS "asOf", clock_timestamp() AS now, s.ended_at IS NULL AS "isLive", a.handle, a.role, a.status, a.deletion_at IS NOT NULL AS "isLeaving"
      FROM revocation_head h
      LEFT JOIN (sessions s JOIN accounts a ON a.id = s.account_id) ON s.id = ${sessionId}::uuid AND a.id = ${userId}::uuid`
    return standing.parse(Array.isArray(rows) ? rows[0] : undefined)
  }

  /** The same of a suspension, which is live while it runs. */
  async suspendedStandingOf(suspensionId: string, userId: string): Promise<Standing> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT h.number AS "asOf", clock_timestamp() AS now, s.ended_at IS NULL AND (s.until IS NULL OR s.until > clock_timestamp()) AS "isLive",
        a.handle, a.role, a.status, a.deletion_at IS NOT NULL AS "isLeaving"
      FROM revocation_head h
      LEFT JOIN (suspensions s JOIN accounts a ON a.id = s.account_id) ON s.id = ${suspensionId}::uuid AND a.id = ${userId}::uuid`
    return standing.parse(Array.isArray(rows) ? rows[0] : undefined)
  }
}
