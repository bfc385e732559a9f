import { type Sql, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'
import { type Language, languages } from '../mail/mail-content.ts'

const role = z.enum(['USER', 'MODERATOR', 'ADMIN'])
/** PENDING: waits to be let in, and is seen by nobody but admins. */
const status = z.enum(['PENDING', 'ACTIVE', 'SUSPENDED', 'DELETED'])

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
  isVerified: z.boolean(),
  passwordHash: z.string().nullable(),
  role,
  status,
})
export type Credentials = z.infer<typeof credentials>

const account = z.object({
  id: z.string(),
  handle: z.string(),
  role,
  status,
  version: z.number(),
  createdAt: z.date(),
  isLeaving: z.boolean(),
})
/** `isLeaving`: its owner has asked for its deletion. */
export type Account = z.infer<typeof account>

const addressee = z.object({
  id: z.string(),
  handle: z.string(),
  email: z.string(),
  isVerified: z.boolean(),
  isClaimed: z.boolean(),
  isRefused: z.boolean(),
  hasPassword: z.boolean(),
  status,
  language: z.enum(languages),
  timezone: z.string(),
  deletionAt: z.date().nullable(),
})
/** Whom a mail goes to. `isClaimed`: the address is not verified, and its claim has not ended. */
export type Addressee = z.infer<typeof addressee>

/** How long an address that is not verified stays claimed; null: without an end. */
type ClaimDays = number | null

export type NewAccount = {
  id: string
  handle: string
  email: string
  claimDays: ClaimDays
  passwordHash: string | null
  role: Account['role']
  language: Language
  timezone: string
  createdAt: Date
  /** Of somebody who has to be let in first. */
  application?: string | null
  /** Of the rules that were agreed to. */
  rulesVersion?: number | null
  invitedBy?: string | null
}

export type Claim = { handle: string; id: string }

const texts = z.enum(['KEEP_WITHOUT_NAME', 'EMPTY'])
/** What becomes of what somebody wrote when their account goes. */
export type DeletedTexts = z.infer<typeof texts>

const leaving = account.extend({ email: z.string(), texts })
/** An account whose time has come. */
export type Leaving = z.infer<typeof leaving>

const columns = sql`a.id, a.handle, p.display_name AS "displayName", p.bio, a.role, a.created_at AS "createdAt", a.email`
/** Not verified, but nobody else's yet. */
const isClaimed = sql`email_verified_at IS NULL AND (email_claim_ends_at IS NULL OR email_claim_ends_at > now())`
const addresseeColumns = sql`id, handle, email, email_verified_at IS NOT NULL AS "isVerified", ${isClaimed} AS "isClaimed",
  email_refused_at IS NOT NULL AS "isRefused", password_hash IS NOT NULL AS "hasPassword", status, language, timezone, deletion_at AS "deletionAt"`
const credentialsColumns = sql`id, handle, email, email_verified_at IS NOT NULL AS "isVerified", password_hash AS "passwordHash", role, status`
const accountColumns = sql`id, coalesce(handle, '') AS handle, role, status, version, created_at AS "createdAt", deletion_at IS NOT NULL AS "isLeaving"`
/** Who is shown to others, of `accounts AS a`: not who waits to be let in, and not who is leaving or has left. */
const isShown = sql`a.status NOT IN ('PENDING', 'DELETED') AND a.deletion_at IS NULL`

export class AccountRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    return this.#database.transaction(work)
  }

  write<Outcome extends { __typename: string }>(work: (tx: Sql) => Promise<Outcome>): Promise<Outcome> {
    return this.#database.write(work)
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Person>> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${columns} FROM accounts a JOIN profiles p ON p.user_id = a.id WHERE a.id = ANY (${[...ids]}::uuid[]) AND ${isShown}`
    return new Map(
      z
        .array(person)
        .parse(rows)
        .map((row) => [row.id, row]),
    )
  }

  async byHandle(handle: string): Promise<Person | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${columns} FROM accounts a JOIN profiles p ON p.user_id = a.id WHERE a.handle = ${handle} AND ${isShown}`
    return z.array(person).parse(rows)[0] ?? null
  }

  /** Somebody as they see themselves, shown to others or not. */
  async oneself(id: string): Promise<Person | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${columns} FROM accounts a JOIN profiles p ON p.user_id = a.id WHERE a.id = ${id}::uuid AND a.status <> 'DELETED'`
    return z.array(person).parse(rows)[0] ?? null
  }

  async standingOf(id: string): Promise<Pick<Account, 'status' | 'role'> | null> {
    const rows = await this.#database.sql
      .$queryRaw`SELECT CASE WHEN deletion_at IS NULL THEN status ELSE 'DELETED' END AS status, role FROM accounts WHERE id = ${id}::uuid AND status <> 'PENDING'`
    return z.array(account.pick({ status: true, role: true })).parse(rows)[0] ?? null
  }

  /**
   * By a login in lower case. A handle has no @ and an e-mail address has one, so one of two indexes answers. An address is that of the account that
   * verified it, else of the one that claims it, where it is the only one.
   */
  async credentialsOf(login: string): Promise<Credentials | null> {
    if (!login.includes('@')) {
      const rows = await this.#database.sql
        .$queryRaw`SELECT ${credentialsColumns} FROM accounts WHERE handle = ${login}`
      return z.array(credentials).parse(rows)[0] ?? null
    }
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${credentialsColumns} FROM accounts
      WHERE lower(email) = lower(${login}) AND (email_verified_at IS NOT NULL OR ${isClaimed})
      ORDER BY email_verified_at IS NULL LIMIT 2`
    const [first, second] = z.array(credentials).parse(rows)
    return first && (first.isVerified || !second) ? first : null
  }

  async credentialsById(id: string): Promise<Credentials | null> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT ${credentialsColumns} FROM accounts WHERE id = ${id}::uuid AND status <> 'DELETED'`
    return z.array(credentials).parse(rows)[0] ?? null
  }

  /**
   * Adds those whose id and handle are free, and says which they were. Takes them in the order of their ids, so that two
   * callers with the same people wait for each other instead of locking each other out.
   */
  async add(tx: Sql, accounts: readonly NewAccount[]): Promise<Set<string>> {
    const sorted = accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const rows = await tx.$queryRaw`
      INSERT INTO accounts (id, handle, email, password_hash, role, created_at, language, timezone, email_claim_ends_at, status, application, rules_version, invited_by)
      SELECT id, handle, email, hash, role, created_at, language, timezone, now() + make_interval(days => days),
        CASE WHEN application IS NULL THEN 'ACTIVE' ELSE 'PENDING' END, application, rules_version, invited_by FROM unnest(
        ${sorted.map((each) => each.id)}::uuid[], ${sorted.map((each) => each.handle)}::text[], ${sorted.map((each) => each.email)}::text[],
        ${sorted.map((each) => each.passwordHash)}::text[], ${sorted.map((each) => each.role)}::text[], ${sorted.map((each) => each.createdAt.toISOString())}::timestamptz[],
        ${sorted.map((each) => each.language)}::text[], ${sorted.map((each) => each.timezone)}::text[], ${sorted.map((each) => each.claimDays)}::int[],
        ${sorted.map((each) => each.application ?? null)}::text[], ${sorted.map((each) => each.rulesVersion ?? null)}::int[],
        ${sorted.map((each) => each.invitedBy ?? null)}::uuid[]
      ) AS new (id, handle, email, hash, role, created_at, language, timezone, days, application, rules_version, invited_by)
      ON CONFLICT DO NOTHING
      RETURNING id`
    return new Set(
      z
        .array(z.object({ id: z.string() }))
        .parse(rows)
        .map((row) => row.id),
    )
  }

  /** Whoever already has one of these ids or handles. */
  async holders(tx: Sql, claims: readonly Claim[]): Promise<Claim[]> {
    const rows = await tx.$queryRaw`
      SELECT id, handle FROM accounts
      WHERE id = ANY (${claims.map((claim) => claim.id)}::uuid[]) OR handle = ANY (${claims.map((claim) => claim.handle)}::text[])`
    return z.array(z.object({ id: z.string(), handle: z.string() })).parse(rows)
  }

  /** The account, locked until the transaction ends. */
  async lockByHandle(tx: Sql, handle: string): Promise<Account | null> {
    const rows = await tx.$queryRaw`SELECT ${accountColumns} FROM accounts WHERE handle = ${handle} FOR UPDATE`
    return z.array(account).parse(rows)[0] ?? null
  }

  /** The same by its id. */
  async lockById(tx: Sql, id: string): Promise<Account | null> {
    const rows = await tx.$queryRaw`SELECT ${accountColumns} FROM accounts WHERE id = ${id}::uuid FOR UPDATE`
    return z.array(account).parse(rows)[0] ?? null
  }

  /** All admins and some more, locked until the transaction ends; in one order, so that nobody waits in a circle. */
  async lockAdminsAnd(tx: Sql, ids: readonly string[]): Promise<Map<string, Account>> {
    const rows = await tx.$queryRaw`
      SELECT ${accountColumns} FROM accounts WHERE role = 'ADMIN' OR id = ANY (${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`
    return new Map(
      z
        .array(account)
        .parse(rows)
        .map((row) => [row.id, row]),
    )
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

  /** The account with its new status and version. */
  async setStatus(tx: Sql, id: string, newStatus: 'ACTIVE' | 'SUSPENDED'): Promise<Account> {
    const rows = await tx.$queryRaw`
      UPDATE accounts SET status = ${newStatus}, version = version + 1 WHERE id = ${id}::uuid RETURNING ${accountColumns}`
    return z.array(account).length(1).parse(rows)[0] as Account // length(1)
  }

  async addressees(ids: readonly string[]): Promise<Map<string, Addressee>> {
    const rows = await this.#database.sql
      .$queryRaw`SELECT ${addresseeColumns} FROM accounts WHERE id = ANY (${[...ids]}::uuid[]) AND status <> 'DELETED'`
    return new Map(
      z
        .array(addressee)
        .parse(rows)
        .map((row) => [row.id, row]),
    )
  }

  async addressee(db: Sql | null, id: string): Promise<Addressee | null> {
    const rows = await (db ?? this.#database.sql)
      .$queryRaw`SELECT ${addresseeColumns} FROM accounts WHERE id = ${id}::uuid AND status <> 'DELETED'`
    return z.array(addressee).parse(rows)[0] ?? null
  }

  /** The account that has verified the address. */
  async ownerOf(db: Sql | null, email: string): Promise<Addressee | null> {
    const rows = await (db ?? this.#database.sql).$queryRaw`
      SELECT ${addresseeColumns} FROM accounts WHERE lower(email) = lower(${email}) AND email_verified_at IS NOT NULL`
    return z.array(addressee).parse(rows)[0] ?? null
  }

  /** Whoever verifies an address does it alone until the transaction ends. Comes before the lock of any account: it leads to those of others. */
  async lockAddress(tx: Sql, email: string): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(lower(${email}), 0))`
  }

  /** Gives the account an address as verified, and ends what others claim of it. The caller holds the address and knows that nobody else has verified it. */
  async verifyAddress(tx: Sql, id: string, email: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE accounts SET email = ${email}, email_verified_at = now(), email_claim_ends_at = NULL, email_refused_at = NULL WHERE id = ${id}::uuid`
    await tx.$executeRaw`
      UPDATE accounts a SET email_claim_ends_at = now()
      FROM (SELECT id FROM accounts WHERE lower(email) = lower(${email}) AND ${isClaimed} AND id <> ${id}::uuid ORDER BY id FOR NO KEY UPDATE) others
      WHERE a.id = others.id`
  }

  /** Claims the account's address for some days more, where the claim has an end. */
  async renewClaim(tx: Sql, id: string, days: number): Promise<void> {
    await tx.$executeRaw`
      UPDATE accounts SET email_claim_ends_at = now() + make_interval(days => ${days})
      WHERE id = ${id}::uuid AND email_verified_at IS NULL AND email_claim_ends_at IS NOT NULL`
  }

  async markRefused(id: string, email: string): Promise<void> {
    await this.#database.sql.$executeRaw`
      UPDATE accounts SET email_refused_at = now() WHERE id = ${id}::uuid AND lower(email) = lower(${email}) AND email_refused_at IS NULL`
  }

  /** What is null stays. */
  async setSettings(
    tx: Sql,
    id: string,
    { language, timezone }: { language: Language | null; timezone: string | null },
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE accounts SET language = coalesce(${language}, language), timezone = coalesce(${timezone}, timezone) WHERE id = ${id}::uuid`
  }

  /** Takes back accounts that were added in the same transaction. */
  async takeBack(tx: Sql, ids: readonly string[]): Promise<void> {
    await tx.$executeRaw`DELETE FROM accounts WHERE id = ANY (${[...ids]}::uuid[])`
  }

  /** Hides the account until it is erased, in so many days; the first day that was said stays. */
  async leave(tx: Sql, id: string, wish: { texts: DeletedTexts; days: number }): Promise<Date> {
    const rows = await tx.$queryRaw`
      UPDATE accounts SET deletion_at = coalesce(deletion_at, clock_timestamp() + make_interval(days => ${wish.days})), deletion_texts = ${wish.texts}
      WHERE id = ${id}::uuid RETURNING deletion_at AS at`
    return (
      z
        .array(z.object({ at: z.date() }))
        .length(1)
        .parse(rows)[0] as { at: Date }
    ).at // length(1)
  }

  async stay(tx: Sql, id: string): Promise<void> {
    await tx.$executeRaw`UPDATE accounts SET deletion_at = NULL, deletion_texts = NULL WHERE id = ${id}::uuid`
  }

  /** Accounts that should be erased by now. */
  async dueToErase(limit: number): Promise<string[]> {
    const rows = await this.#database.sql.$queryRaw`
      SELECT id FROM accounts WHERE deletion_at <= now() ORDER BY deletion_at LIMIT ${limit}`
    return z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id)
  }

  /** The account, locked, if its time has come. */
  async lockLeaving(tx: Sql, id: string): Promise<Leaving | null> {
    const rows = await tx.$queryRaw`
      SELECT ${accountColumns}, email, deletion_texts AS texts FROM accounts WHERE id = ${id}::uuid AND deletion_at <= clock_timestamp() FOR UPDATE`
    return z.array(leaving).parse(rows)[0] ?? null
  }

  /** Leaves of an account its id, and when it was opened. Gives its new version. */
  async erase(tx: Sql, id: string): Promise<Account> {
    const rows = await tx.$queryRaw`
      UPDATE accounts SET status = 'DELETED', version = version + 1, handle = NULL, email = NULL, password_hash = NULL, role = 'USER',
        email_verified_at = NULL, email_claim_ends_at = NULL, email_refused_at = NULL, language = 'EN', timezone = 'UTC', application = NULL,
        rules_version = NULL, invited_by = NULL, deletion_at = NULL, deletion_texts = NULL
      WHERE id = ${id}::uuid RETURNING ${accountColumns}`
    return z.array(account).length(1).parse(rows)[0] as Account // length(1)
  }
}
