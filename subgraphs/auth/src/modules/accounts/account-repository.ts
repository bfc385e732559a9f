import { type Sql, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const role = z.enum(['USER', 'MODERATOR', 'ADMIN'])
const status = z.enum(['ACTIVE', 'SUSPENDED', 'DELETED'])

const person = z.object({
  id: z.string(),
  handle: z.string(),
  displayName: z.string(),
  bio: z.string(),
  role,
  createdAt: z.date(),
  email: z.string(),
})
/** What is known of somebody. Only a Viewer's resolvers may read the e-mail address. */
export type Person = z.infer<typeof person>

const credentials = z.object({
  id: z.string(),
  handle: z.string(),
  email: z.string(),
  passwordHash: z.string().nullable(),
  status,
})
export type Credentials = z.infer<typeof credentials>

const account = z.object({ id: z.string(), handle: z.string(), role, status, version: z.number(), createdAt: z.date() })
export type Account = z.infer<typeof account>

export type NewAccount = {
  id: string
  handle: string
  email: string
  passwordHash: string | null
  role: Account['role']
  createdAt: Date
}

export type Claim = { handle: string; email: string; id: string }

const columns = sql`a.id, a.handle, p.display_name AS "displayName", p.bio, a.role, a.created_at AS "createdAt", a.email`
const accountColumns = sql`id, handle, role, status, version, created_at AS "createdAt"`

export class AccountRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    return this.#database.transaction(work)
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Person>> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${columns} FROM accounts a JOIN profiles p ON p.user_id = a.id WHERE a.id = ANY (${[...ids]}::uuid[])`
    return new Map(
      z
        .array(person)
        .parse(rows)
        .map((row) => [row.id, row]),
    )
  }

  async byHandle(handle: string): Promise<Person | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${columns} FROM accounts a JOIN profiles p ON p.user_id = a.id WHERE a.handle = ${handle}`
    return z.array(person).parse(rows)[0] ?? null
  }

  async statusOf(id: string): Promise<Account['status'] | null> {
    const rows = await this.#database.sql.$queryRaw`SELECT status FROM accounts WHERE id = ${id}::uuid`
    return z.array(account.pick({ status: true })).parse(rows)[0]?.status ?? null
  }

  /** By a login in lower case. A handle has no @ and an e-mail address has one, so one of the two indexes answers. */
  async credentialsOf(login: string): Promise<Credentials | null> {
    const condition = login.includes('@') ? sql`lower(email) = lower(${login})` : sql`handle = ${login}`
    const rows = await this.#database.sql.$queryRaw`
      SELECT id, handle, email, password_hash AS "passwordHash", status FROM accounts WHERE ${condition}`
    return z.array(credentials).parse(rows)[0] ?? null
  }

  async credentialsById(id: string): Promise<Credentials | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT id, handle, email, password_hash AS "passwordHash", status FROM accounts WHERE id = ${id}::uuid`
    return z.array(credentials).parse(rows)[0] ?? null
  }

  /**
   * Adds those whose id, handle and e-mail address are free, and says which they were. Takes them in the order of their ids, so that two
   * callers with the same people wait for each other instead of locking each other out.
   */
  async add(tx: Sql, accounts: readonly NewAccount[]): Promise<Set<string>> {
    const sorted = accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const rows = await tx.$queryRaw`
      INSERT INTO accounts (id, handle, email, password_hash, role, created_at)
      SELECT * FROM unnest(
        ${sorted.map((each) => each.id)}::uuid[], ${sorted.map((each) => each.handle)}::text[], ${sorted.map((each) => each.email)}::text[],
        ${sorted.map((each) => each.passwordHash)}::text[], ${sorted.map((each) => each.role)}::text[], ${sorted.map((each) => each.createdAt.toISOString())}::timestamptz[])
      ON CONFLICT DO NOTHING
      RETURNING id`
    return new Set(
      z
        .array(z.object({ id: z.string() }))
        .parse(rows)
        .map((row) => row.id),
    )
  }

  /** Whoever already has one of these ids, handles or e-mail addresses; addresses in lower case. */
  async holders(tx: Sql, claims: readonly Claim[]): Promise<Claim[]> {
    const rows = await tx.$queryRaw`
      SELECT id, handle, lower(email) AS email FROM accounts
      WHERE id = ANY (${claims.map((claim) => claim.id)}::uuid[]) OR handle = ANY (${claims.map((claim) => claim.handle)}::text[])
        OR lower(email) IN (SELECT lower(given) FROM unnest(${claims.map((claim) => claim.email)}::text[]) given)`
    return z.array(z.object({ id: z.string(), handle: z.string(), email: z.string() })).parse(rows)
  }

  /** The account, locked until the transaction ends. */
  async lockByHandle(tx: Sql, handle: string): Promise<Account | null> {
    const rows = await tx.$queryRaw`SELECT ${accountColumns} FROM accounts WHERE handle = ${handle} FOR UPDATE`
    return z.array(account).parse(rows)[0] ?? null
  }

  /** Whether that is still the password of an active account; if so, it stays the password until the transaction ends. */
  async holdPassword(tx: Sql, id: string, passwordHash: string): Promise<boolean> {
    const rows = await tx.$queryRaw`
      SELECT id FROM accounts WHERE id = ${id}::uuid AND password_hash = ${passwordHash} AND status = 'ACTIVE' FOR SHARE`
    return z.array(z.object({ id: z.string() })).parse(rows).length === 1
  }

  /** Puts a password in the place of that one; false when another one is there by now. */
  async replacePassword(tx: Sql, id: string, passwordHash: string, newHash: string): Promise<boolean> {
    const replaced = await tx.$executeRaw`
      UPDATE accounts SET password_hash = ${newHash} WHERE id = ${id}::uuid AND password_hash = ${passwordHash}`
    return replaced === 1
  }

  async setPassword(tx: Sql, id: string, passwordHash: string): Promise<void> {
    await tx.$executeRaw`UPDATE accounts SET password_hash = ${passwordHash} WHERE id = ${id}::uuid`
  }

  /** The account with its new role and version. */
  async setRole(tx: Sql, id: string, newRole: Account['role']): Promise<Account> {
    const rows = await tx.$queryRaw`
      UPDATE accounts SET role = ${newRole}, version = version + 1 WHERE id = ${id}::uuid RETURNING ${accountColumns}`
    return z.array(account).length(1).parse(rows)[0] as Account // length(1)
  }
}
