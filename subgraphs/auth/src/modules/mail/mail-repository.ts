import type { Sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const dueMail = z.object({
  id: z.bigint().or(z.string()).transform(String),
  dedupeKey: z.string(),
  kind: z.string(),
  data: z.unknown(),
  attempts: z.number(),
  createdAt: z.date(),
  isExpired: z.boolean(),
  isOld: z.boolean(),
})
/** A mail that a worker has taken. `isExpired`: too late for what it says; `isOld`: tried for two days. */
export type DueMail = z.infer<typeof dueMail>

export type NewMail = { dedupeKey: string; kind: string; data: object; expiresAt: Date | null }

export type MailEnd = 'SENT' | 'DROPPED' | 'DEAD'

export class MailRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Adds a mail, unless what causes it has already done so. */
  async add(tx: Sql, { dedupeKey, kind, data, expiresAt }: NewMail): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO mails (dedupe_key, kind, data, expires_at)
      VALUES (${dedupeKey}, ${kind}, ${JSON.stringify(data)}::jsonb, ${expiresAt?.toISOString() ?? null}::timestamptz)
      ON CONFLICT (dedupe_key) DO NOTHING`
  }

  /**
   * Takes what is due, longest due first, for so long: then it counts as left behind, and whoever comes takes it again. A moment is kept
   * in whole milliseconds, rounded up as often as down: what was written half of one ago is due.
   */
  async take(limit: number, leaseSeconds: number): Promise<DueMail[]> {
    const rows = await this.#database.sql.$queryRaw`
      WITH due AS (
        SELECT id FROM mails WHERE state = 'WAITING' AND due_at <= now() + interval '1 millisecond' ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      UPDATE mails m SET attempts = attempts + 1, due_at = now() + make_interval(secs => ${leaseSeconds}) FROM due WHERE m.id = due.id
      RETURNING m.id, dedupe_key AS "dedupeKey", kind, data, attempts, created_at AS "createdAt",
        coalesce(expires_at <= now(), false) AS "isExpired", created_at < now() - interval '2 days' AS "isOld"`
    return z.array(dueMail).parse(rows)
  }

  /** Says what became of it and forgets what it said. An attempt whose lease was over changes nothing. */
  async finish({ id, attempts }: Attempt, end: MailEnd, reason: string | null): Promise<void> {
    await this.#database.sql.$executeRaw`
      UPDATE mails SET state = ${end}, reason = ${reason}, data = '{}', finished_at = now()
      WHERE id = ${id}::bigint AND attempts = ${attempts} AND state = 'WAITING'`
  }

  /** Leaves it to a later attempt. */
  async postpone({ id, attempts }: Attempt, seconds: number): Promise<void> {
    await this.#database.sql.$executeRaw`
      UPDATE mails SET due_at = now() + make_interval(secs => ${seconds}) WHERE id = ${id}::bigint AND attempts = ${attempts} AND state = 'WAITING'`
  }

  /** Puts what was found out in the place of what was asked for. */
  async replaceData(tx: Sql, { id, attempts }: Attempt, data: object, expiresAt: Date): Promise<boolean> {
    const replaced = await tx.$executeRaw`
      UPDATE mails SET data = ${JSON.stringify(data)}::jsonb, expires_at = ${expiresAt.toISOString()}::timestamptz
      WHERE id = ${id}::bigint AND attempts = ${attempts} AND state = 'WAITING'`
    return replaced === 1
  }

  /** Deletes mails 30 days after they were done: until then their keys keep them from being written again. */
  async deleteOld(): Promise<number> {
    return this.#database.sql.$executeRaw`DELETE FROM mails WHERE finished_at < now() - interval '30 days'`
  }

  /** Deletes what waits for an account. What is done is empty by then, and goes by itself. */
  async deleteWaitingFor(tx: Sql, accountId: string): Promise<void> {
    await tx.$executeRaw`DELETE FROM mails WHERE state = 'WAITING' AND data ->> 'accountId' = ${accountId}`
  }
}

type Attempt = Pick<DueMail, 'id' | 'attempts'>
