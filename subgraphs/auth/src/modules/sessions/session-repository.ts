import { type Sql, type SqlFragment, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const liveSession = z.object({ id: z.string(), createdAt: z.date(), lastSeenAt: z.date(), client: z.string() })
export type LiveSession = z.infer<typeof liveSession>

const span = z.object({ now: z.date(), endsAt: z.date() })
export type Span = z.infer<typeof span>

const family = z.object({
  accountId: z.string(),
  isGood: z.boolean(),
  now: z.date(),
  endsAt: z.date(),
})
export type Family = z.infer<typeof family>

const tokenFamily = z.object({ sessionId: z.string() })
const token = z.object({ wasUsed: z.boolean(), canRepeat: z.boolean() })
export type TokenState = z.infer<typeof token>

const ids = z.array(z.object({ id: z.string() }))

/** 30 days after the last use, 180 after the login. */
const endsAt = sql`least(s.last_used_at + interval '30 days', s.created_at + interval '180 days')`
/** After a wait for a lock now() is in the past, so it is never what counts here. */
const now = sql`clock_timestamp()`

/** Sessions, which are families of refresh tokens. Time is the database's. */
export class SessionRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    return this.#database.transaction(work)
  }

  async add(
    tx: Sql,
    session: { id: string; accountId: string; client: string; tokenHash: Uint8Array<ArrayBuffer> },
  ): Promise<Span> {
    const rows = await tx.$queryRaw`
      WITH s AS (
        INSERT INTO sessions (id, account_id, client) VALUES (${session.id}::uuid, ${session.accountId}::uuid, ${session.client}) RETURNING *
      ), first AS (
        INSERT INTO refresh_tokens (token_hash, session_id) SELECT ${session.tokenHash}, id FROM s
      )
      SELECT ${now} AS now, ${endsAt} AS "endsAt" FROM s`
    return z.array(span).length(1).parse(rows)[0] as Span // length(1)
  }

  async hasClient(tx: Sql, accountId: string, client: string): Promise<boolean> {
    const rows =
      await tx.$queryRaw`SELECT id FROM sessions WHERE account_id = ${accountId}::uuid AND client = ${client} LIMIT 1`
    return ids.parse(rows).length > 0
  }

  /** Whose token it is, used or not; null when it is nobody's. */
  async familyOf(tokenHash: Uint8Array<ArrayBuffer>): Promise<{ sessionId: string } | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT session_id AS "sessionId" FROM refresh_tokens WHERE token_hash = ${tokenHash}`
    return z.array(tokenFamily).parse(rows)[0] ?? null
  }

  /** The family, locked until the transaction ends. */
  async lock(tx: Sql, sessionId: string): Promise<Family | null> {
    const rows = await tx.$queryRaw`
      SELECT s.account_id AS "accountId", ${now} AS now, ${endsAt} AS "endsAt",
        s.ended_at IS NULL AND ${endsAt} > ${now} AND a.status = 'ACTIVE' AS "isGood"
      FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.id = ${sessionId}::uuid FOR UPDATE OF s`
    return z.array(family).parse(rows)[0] ?? null
  }

  /** Whose session a suspension has ended, if its last token is this one and it would go on otherwise; else null. */
  async endedBySuspension(sessionId: string, tokenHash: Uint8Array<ArrayBuffer>): Promise<string | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT a.id FROM sessions s JOIN accounts a ON a.id = s.account_id
      JOIN refresh_tokens t ON t.session_id = s.id AND t.token_hash = ${tokenHash} AND t.used_at IS NULL
      JOIN suspensions r ON r.account_id = a.id AND r.ended_at IS NULL AND s.ended_at >= r.since
      WHERE s.id = ${sessionId}::uuid AND a.status = 'SUSPENDED' AND ${endsAt} > ${now}`
    return ids.parse(rows)[0]?.id ?? null
  }

  /** How a token of a locked family stands. It can be repeated for 30 s while its successor is unused. */
  async tokenState(tx: Sql, tokenHash: Uint8Array, successorHash: Uint8Array): Promise<TokenState> {
    const rows = await tx.$queryRaw`
      SELECT t.used_at IS NOT NULL AS "wasUsed",
        coalesce(t.used_at >= ${now} - interval '30 seconds' AND next.used_at IS NULL AND next.token_hash IS NOT NULL, false) AS "canRepeat"
      FROM refresh_tokens t LEFT JOIN refresh_tokens next ON next.token_hash = ${successorHash}
      WHERE t.token_hash = ${tokenHash}`
    return z.array(token).length(1).parse(rows)[0] as TokenState // length(1)
  }

  /** Uses the token up, adds its successor, and counts it as a use of the family. */
  async advance(tx: Sql, sessionId: string, tokenHash: Uint8Array, successorHash: Uint8Array): Promise<Span> {
    await tx.$executeRaw`
      WITH used AS (UPDATE refresh_tokens SET used_at = ${now} WHERE token_hash = ${tokenHash})
      INSERT INTO refresh_tokens (token_hash, session_id) VALUES (${successorHash}, ${sessionId}::uuid)`
    const rows = await tx.$queryRaw`
      UPDATE sessions s SET last_used_at = ${now} WHERE id = ${sessionId}::uuid RETURNING ${now} AS now, ${endsAt} AS "endsAt"`
    return z.array(span).length(1).parse(rows)[0] as Span // length(1)
  }

  /** Ends those of the sessions that are not ended yet; gives which. */
  async end(tx: Sql, sessionIds: readonly string[]): Promise<string[]> {
    return this.#end(tx, sql`id = ANY (${[...sessionIds]}::uuid[])`)
  }

  /** Ends that session if it is the account's and neither ended nor run out; gives whether it was. */
  async endLive(tx: Sql, accountId: string, sessionId: string): Promise<boolean> {
    const ended = await this.#end(
      tx,
      sql`account_id = ${accountId}::uuid AND id = ${sessionId}::uuid AND ${endsAt} > ${now}`,
    )
    return ended.length > 0
  }

  /** Ends the account's sessions that are not ended yet, but for one; gives which. */
  async endOf(tx: Sql, accountId: string, but: string | null): Promise<string[]> {
    return this.#end(tx, sql`account_id = ${accountId}::uuid AND id IS DISTINCT FROM ${but}::uuid`)
  }

  async #end(tx: Sql, which: SqlFragment): Promise<string[]> {
    // Locked in one order, so that two of these do not wait for each other.
    const rows = await tx.$queryRaw`
      WITH mine AS (SELECT id FROM sessions s WHERE ended_at IS NULL AND ${which} ORDER BY id FOR UPDATE)
      UPDATE sessions s SET ended_at = ${now} FROM mine WHERE s.id = mine.id RETURNING s.id`
    return ids.parse(rows).map(({ id }) => id)
  }

  /** The account's sessions that have neither ended nor run out, last used first; the last hundred. */
  async live(accountId: string): Promise<LiveSession[]> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT id, created_at AS "createdAt", last_used_at AS "lastSeenAt", client FROM sessions s
      WHERE account_id = ${accountId}::uuid AND ended_at IS NULL AND ${endsAt} > ${now} ORDER BY last_used_at DESC, id DESC LIMIT 100`
    return z.array(liveSession).parse(rows)
  }

  /** Deletes sessions with their tokens 30 days after they ended or ran out; gives how many. */
  async forgetOld(): Promise<number> {
    return this.#database.sql.$executeRaw`
      DELETE FROM sessions s WHERE least(coalesce(s.ended_at, 'infinity'), ${endsAt}) < ${now} - interval '30 days'`
  }

  /** Deletes what an account's sessions were. */
  async deleteOf(tx: Sql, accountId: string): Promise<void> {
    await tx.$executeRaw`DELETE FROM sessions WHERE account_id = ${accountId}::uuid`
  }
}
