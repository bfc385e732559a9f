import type { Sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const publicJwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })
export type PublicJwk = z.infer<typeof publicJwk>

const row = z.object({
  kid: z.string(),
  publicJwk,
  sealedKey: z.instanceof(Uint8Array),
  isActive: z.boolean(),
  activatesInMs: z.number(),
  ageDays: z.number(),
})
export type KeyRow = z.infer<typeof row>

export type NewKey = {
  kid: string
  publicJwk: PublicJwk
  sealedKey: Uint8Array<ArrayBuffer>
  activatesInSeconds: number
}

export class KeyRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** All keys, the newest first. */
  async all(): Promise<KeyRow[]> {
    return this.#read(this.#database.sql)
  }

  /** Runs `work` with the keys as they are, while no other replica changes them. */
  exclusively<Result>(work: (tx: Sql, keys: KeyRow[]) => Promise<Result>): Promise<Result> {
    return this.#database.transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('forum.auth.signing_keys', 0))`
      return work(tx, await this.#read(tx))
    })
  }

  async add(tx: Sql, key: NewKey): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO signing_keys (kid, public_jwk, sealed_key, activates_at)
      VALUES (${key.kid}, ${JSON.stringify(key.publicJwk)}::jsonb, ${key.sealedKey}, now() + make_interval(secs => ${key.activatesInSeconds}))`
  }

  /** Deletes every key that another one has replaced for longer than that; gives how many they were. */
  async forgetReplaced(tx: Sql, seconds: number): Promise<number> {
    return tx.$executeRaw`
      DELETE FROM signing_keys old WHERE EXISTS (
        SELECT FROM signing_keys newer
        WHERE newer.activates_at > old.activates_at AND newer.activates_at <= now() - make_interval(secs => ${seconds}))`
  }

  async #read(database: Sql): Promise<KeyRow[]> {
    const rows = await database.$queryRaw`
      SELECT kid, public_jwk AS "publicJwk", sealed_key AS "sealedKey", activates_at <= now() AS "isActive",
        (extract(epoch FROM activates_at - now()) * 1000)::float8 AS "activatesInMs",
        (extract(epoch FROM now() - created_at) / 86400)::float8 AS "ageDays"
      FROM signing_keys ORDER BY activates_at DESC, kid`
    return z.array(row).parse(rows)
  }
}
