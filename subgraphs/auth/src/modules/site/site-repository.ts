import type { Sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const registrationModes = ['OPEN', 'APPROVAL', 'INVITE', 'CLOSED'] as const
export type RegistrationMode = (typeof registrationModes)[number]

const rule = z.object({ id: z.string(), title: z.string(), text: z.string() })
export type Rule = z.infer<typeof rule>

const site = z.object({
  name: z.string(),
  description: z.string(),
  contact: z.string(),
  registration: z.enum(registrationModes),
  rulesVersion: z.number(),
  rules: z.array(rule),
})
export type Site = z.infer<typeof site>

export class SiteRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    return this.#database.transaction(work)
  }

  /** In one statement, so that the rules are those of the version. */
  async read(tx: Sql | null = null): Promise<Site> {
    const rows = await (tx ?? this.#database.sql).$queryRaw`
      SELECT name, description, contact, registration, rules_version AS "rulesVersion",
        coalesce((SELECT json_agg(json_build_object('id', id, 'title', title, 'text', text) ORDER BY position, id) FROM rules WHERE retired_at IS NULL), '[]') AS rules
      FROM site`
    return z.array(site).length(1).parse(rows)[0] as Site // length(1)
  }

  /** Rules by their ids, retired ones too. */
  async rulesByIds(ids: readonly string[]): Promise<Map<string, Rule>> {
    const rows = await this.#database.sql
      .$queryRaw`SELECT id, title, text FROM rules WHERE id = ANY (${[...ids]}::uuid[])`
    return new Map(
      z
        .array(rule)
        .parse(rows)
        .map((row) => [row.id, row]),
    )
  }

  /** Whoever changes the place does it alone until the transaction ends. */
  async lock(tx: Sql): Promise<void> {
    await tx.$executeRaw`SELECT FROM site FOR UPDATE`
  }

  async write(tx: Sql, { name, description, contact, registration, rulesVersion }: Omit<Site, 'rules'>): Promise<void> {
    await tx.$executeRaw`
      UPDATE site SET name = ${name}, description = ${description}, contact = ${contact}, registration = ${registration}, rules_version = ${rulesVersion}`
  }

  /** Puts this list in the place of the one in force. */
  async writeRules(tx: Sql, rules: readonly Rule[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE rules SET retired_at = now() WHERE retired_at IS NULL AND NOT (id = ANY (${rules.map(({ id }) => id)}::uuid[]))`
    await tx.$executeRaw`
      INSERT INTO rules (id, position, title, text)
      SELECT id, position, title, text FROM unnest(
        ${rules.map(({ id }) => id)}::uuid[], ${rules.map((_rule, index) => index)}::int[],
        ${rules.map(({ title }) => title)}::text[], ${rules.map(({ text }) => text)}::text[]
      ) AS new (id, position, title, text)
      ON CONFLICT (id) DO UPDATE SET position = excluded.position, title = excluded.title, text = excluded.text, retired_at = NULL`
  }
}
