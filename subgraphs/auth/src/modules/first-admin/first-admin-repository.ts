import type { Sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const link = z.object({ id: z.string() })
const exists = z.array(z.object({ exists: z.boolean() })).length(1)

export class FirstAdminRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async hasAdmin(tx: Sql | null): Promise<boolean> {
    const rows = await (tx ?? this.#database.sql).$queryRaw`
      SELECT EXISTS (SELECT FROM accounts WHERE role = 'ADMIN') AS exists`
    return exists.parse(rows)[0]?.exists ?? false
  }

  /** The id of the link, made if there is none; of several that make one at once all get the same. */
  async linkId(id: string): Promise<string> {
    await this.#database.sql.$executeRaw`INSERT INTO first_admin_link (id) VALUES (${id}::uuid) ON CONFLICT DO NOTHING`
    const rows = await this.#database.sql.$queryRaw`SELECT id FROM first_admin_link`
    return z.array(link).parse(rows)[0]?.id ?? id
  }

  /** The link, locked until the transaction ends; null when it was used. */
  async lock(tx: Sql): Promise<string | null> {
    const rows = await tx.$queryRaw`SELECT id FROM first_admin_link FOR UPDATE`
    return z.array(link).parse(rows)[0]?.id ?? null
  }

  async remove(tx: Sql): Promise<void> {
    await tx.$executeRaw`DELETE FROM first_admin_link`
  }
}
