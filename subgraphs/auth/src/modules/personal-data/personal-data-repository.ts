import type { Asked } from '@forum/personal-data'
import { z } from 'zod'
import type { Database } from '../../database.ts'

/** As it stands in the file: names of the public schema, and times as JSON has them. */
export type Row = Record<string, string | number | boolean | Date | null>

const rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()])))
const logRows = z.array(
  z.object({
    id: z.bigint().or(z.string()).transform(String),
    kind: z.string(),
    detail: z.string(),
    address: z.string().nullable(),
    at: z.date(),
  }),
)

/** Each row that Auth has of one person, by their id alone; hashes of secrets are nobody's data. */
export class PersonalDataRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async account({ userId }: Asked): Promise<Row[]> {
    return rows.parse(
      await this.#database.sql.$queryRaw`
        SELECT a.id, a.handle, p.display_name AS "displayName", p.bio, a.email, a.email_verified_at AS "emailVerifiedAt", a.role, a.status,
          a.created_at AS "createdAt", a.language, a.timezone, a.application, a.rules_version AS "rulesVersion", a.invited_by AS "invitedBy",
          a.deletion_at AS "deletionAt", a.deletion_texts AS "deletionTexts"
        FROM accounts a JOIN profiles p ON p.user_id = a.id WHERE a.id = ${userId}::uuid`,
    )
  }

  /** Sessions are kept for 30 days after their end, so they are few. */
  async sessions({ userId, asOf }: Asked): Promise<Row[]> {
    return rows.parse(
      await this.#database.sql.$queryRaw`
        SELECT id, client, created_at AS "createdAt", last_used_at AS "lastUsedAt", ended_at AS "endedAt" FROM sessions
        WHERE account_id = ${userId}::uuid AND created_at <= ${asOf.toISOString()}::timestamptz ORDER BY created_at, id LIMIT 10000`,
    )
  }

  async invites({ userId, asOf }: Asked): Promise<Row[]> {
    return rows.parse(
      await this.#database.sql.$queryRaw`
        SELECT id, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt", used_at AS "usedAt", used_by AS "usedBy" FROM invites
        WHERE inviter_id = ${userId}::uuid AND created_at <= ${asOf.toISOString()}::timestamptz ORDER BY created_at, id LIMIT 10000`,
    )
  }

  /** What and why, not who. */
  async suspensions({ userId, asOf }: Asked): Promise<Row[]> {
    return rows.parse(
      await this.#database.sql.$queryRaw`
        SELECT id, reason, rule_id AS "ruleId", since, until, ended_at AS "endedAt" FROM suspensions
        WHERE account_id = ${userId}::uuid AND since <= ${asOf.toISOString()}::timestamptz ORDER BY since, id LIMIT 10000`,
    )
  }

  /** What they did and what was done to them, oldest first. Where others acted from is theirs. */
  async log({ userId, asOf }: Asked, after: string, limit: number) {
    return logRows.parse(
      await this.#database.sql.$queryRaw`
        SELECT id, kind, detail, CASE WHEN actor_id = ${userId}::uuid THEN address END AS address, at FROM (
          (SELECT * FROM audit_entries WHERE actor_id = ${userId}::uuid AND id > ${after}::bigint ORDER BY id LIMIT ${limit})
          UNION
          (SELECT * FROM audit_entries WHERE whom_id = ${userId}::uuid AND id > ${after}::bigint ORDER BY id LIMIT ${limit})
        ) e WHERE at <= ${asOf.toISOString()}::timestamptz ORDER BY id LIMIT ${limit}`,
    )
  }
}
