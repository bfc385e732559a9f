import type { Sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const fresh = z.array(z.object({ isFresh: z.boolean() }))
const proved = z.array(z.object({ until: z.date() })).length(1)

export class ProofRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async isFresh(sessionId: string, minutes: number, tx: Sql | null = null): Promise<boolean> {
    const rows = await (tx ?? this.#database.sql).$queryRaw`
      SELECT coalesce(proved_at > now() - make_interval(mins => ${minutes}), false) AS "isFresh" FROM sessions WHERE id = ${sessionId}::uuid`
    return fresh.parse(rows)[0]?.isFresh ?? false
  }

  async prove(sessionId: string, minutes: number): Promise<Date> {
    const rows = await this.#database.sql.$queryRaw`
      UPDATE sessions SET proved_at = now() WHERE id = ${sessionId}::uuid RETURNING proved_at + make_interval(mins => ${minutes}) AS until`
    return (proved.parse(rows)[0] as { until: Date }).until // length(1)
  }
}
