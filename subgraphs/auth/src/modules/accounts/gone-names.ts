import { createHmac } from 'node:crypto'
import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'
import { deriveKey } from '../keys/derive-key.ts'

const found = z.object({ hash: z.instanceof(Uint8Array) })

/** What is not given again after an account is erased: its handle, and while it would be suspended its address. Kept as keyed hashes. */
export class GoneNames {
  readonly #database: Database
  readonly #key: Buffer

  constructor(database: Database, tokenKeySecret: string) {
    this.#database = database
    this.#key = deriveKey(tokenKeySecret, 'gone-names')
  }

  keepHandle(tx: Sql, handle: string): Promise<void> {
    return this.#keep(tx, this.#hash('handle', handle), null)
  }

  /** @param until null: for ever */
  keepAddress(tx: Sql, email: string, until: Date | null): Promise<void> {
    return this.#keep(tx, this.#hash('address', email), until)
  }

  /** Those of these handles that somebody had who is gone. */
  async goneHandles(db: Sql, handles: readonly string[]): Promise<Set<string>> {
    if (handles.length === 0) return new Set()
    const byHash = new Map(handles.map((handle) => [this.#hash('handle', handle).toString('hex'), handle]))
    const gone = await this.#among(db, [...byHash.keys()])
    return new Set(gone.map((hash) => byHash.get(hash) ?? ''))
  }

  /** Whether an account with this address was erased while it was suspended, and would be suspended still. */
  async isAddressKept(db: Sql | null, email: string): Promise<boolean> {
    const kept = await this.#among(db ?? this.#database.sql, [this.#hash('address', email).toString('hex')])
    return kept.length > 0
  }

  async deleteOld(): Promise<void> {
    await this.#database.sql.$executeRaw`DELETE FROM gone_names WHERE until <= now()`
  }

  async #keep(tx: Sql, hash: Uint8Array<ArrayBuffer>, until: Date | null): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO gone_names AS known (hash, until) VALUES (${hash}, ${until?.toISOString() ?? null}::timestamptz)
      ON CONFLICT (hash) DO UPDATE SET until = CASE WHEN known.until IS NULL OR excluded.until IS NULL THEN NULL ELSE greatest(known.until, excluded.until) END`
  }

  async #among(db: Sql, hashes: readonly string[]): Promise<string[]> {
    const rows = await select(
      db,
      found,
      sql`
        SELECT g.hash FROM unnest(${[...hashes]}::text[]) AS wanted(hex) JOIN gone_names g ON g.hash = decode(wanted.hex, 'hex')
        WHERE g.until IS NULL OR g.until > now()`,
    )
    return rows.map(({ hash }) => Buffer.from(hash).toString('hex'))
  }

  #hash(of: 'handle' | 'address', name: string): Buffer<ArrayBuffer> {
    return Buffer.from(createHmac('sha256', this.#key).update(`${of}:${name.toLowerCase()}`).digest())
  }
}
