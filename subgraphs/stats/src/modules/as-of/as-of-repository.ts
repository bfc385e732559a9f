import { z } from 'zod'
import type { Database } from '../../database.ts'

const rows = z.tuple([z.object({ as_of: z.date().nullable() })])

/** The watermark that all replicas share. */
export class AsOfRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async read(): Promise<Date | null> {
    const found = await this.#database.sql.$queryRaw`SELECT as_of FROM as_of_marks WHERE name = 'stats'`
    return rows.parse(found)[0].as_of
  }

  /** Moves the watermark on, never back; answers where it is then. */
  async advance(to: Date): Promise<Date | null> {
    const found = await this.#database.sql.$queryRaw`
      UPDATE as_of_marks SET as_of = GREATEST(as_of, ${to}::timestamptz) WHERE name = 'stats' RETURNING as_of`
    return rows.parse(found)[0].as_of
  }

  /** Says that the numbers are being built. */
  async clear(): Promise<void> {
    await this.#database.sql.$executeRaw`UPDATE as_of_marks SET as_of = NULL WHERE name = 'stats'`
  }
}
