import type { Sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const suspension = z.object({
  id: z.string(),
  accountId: z.string(),
  reason: z.string(),
  since: z.date(),
  until: z.date().nullable(),
  now: z.date(),
})
/** One that has not been ended; `now` is the database's, by which `until` may have passed. */
export type RunningSuspension = z.infer<typeof suspension>

export type NewSuspension = {
  id: string
  accountId: string
  actorId: string
  ruleId: string | null
  reason: string
  until: Date | null
}

export class SuspensionRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Of these accounts, by account. */
  async running(db: Sql | null, accountIds: readonly string[]): Promise<Map<string, RunningSuspension>> {
    const rows = await (db ?? this.#database.sql).$queryRaw`
      SELECT id, account_id AS "accountId", reason, since, until, clock_timestamp() AS now FROM suspensions
      WHERE account_id = ANY (${[...accountIds]}::uuid[]) AND ended_at IS NULL`
    return new Map(
      z
        .array(suspension)
        .parse(rows)
        .map((row) => [row.accountId, row]),
    )
  }

  /** Accounts whose suspension should have ended by now. */
  async passed(limit: number): Promise<string[]> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT account_id AS id FROM suspensions WHERE ended_at IS NULL AND until <= now() ORDER BY until LIMIT ${limit}`
    return z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id)
  }

  async add(tx: Sql, { id, accountId, actorId, ruleId, reason, until }: NewSuspension): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO suspensions (id, account_id, actor_id, rule_id, reason, until, since)
      VALUES (${id}::uuid, ${accountId}::uuid, ${actorId}::uuid, ${ruleId}::uuid, ${reason}, ${until?.toISOString() ?? null}::timestamptz, clock_timestamp())`
  }

  async end(tx: Sql, id: string): Promise<void> {
    await tx.$executeRaw`UPDATE suspensions SET ended_at = clock_timestamp() WHERE id = ${id}::uuid`
  }
}
