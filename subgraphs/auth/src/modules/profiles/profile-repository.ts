import type { Sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const profile = z.object({ userId: z.string(), handle: z.string(), displayName: z.string(), version: z.number() })
export type Profile = z.infer<typeof profile>

export type NewProfile = { id: string; displayName: string; bio: string }

export class ProfileRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    return this.#database.transaction(work)
  }

  async add(tx: Sql, profiles: readonly NewProfile[]): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO profiles (user_id, display_name, bio)
      SELECT * FROM unnest(${profiles.map((each) => each.id)}::uuid[], ${profiles.map((each) => each.displayName)}::text[], ${profiles.map((each) => each.bio)}::text[])`
  }

  /** The changed profile; null when nothing was different. What is null stays as it is. */
  async change(tx: Sql, userId: string, displayName: string | null, bio: string | null): Promise<Profile | null> {
    const rows = await tx.$queryRaw`
      UPDATE profiles p SET display_name = coalesce(${displayName}, display_name), bio = coalesce(${bio}, bio), version = p.version + 1
      FROM accounts a
      WHERE p.user_id = ${userId}::uuid AND a.id = p.user_id
        AND (display_name, bio) IS DISTINCT FROM (coalesce(${displayName}, display_name), coalesce(${bio}, bio))
      RETURNING p.user_id AS "userId", a.handle, p.display_name AS "displayName", p.version`
    return z.array(profile).parse(rows)[0] ?? null
  }

  /** The profile under a new version. */
  async raise(tx: Sql, userId: string): Promise<Profile> {
    const rows = await tx.$queryRaw`
      UPDATE profiles p SET version = p.version + 1 FROM accounts a WHERE p.user_id = ${userId}::uuid AND a.id = p.user_id
      RETURNING p.user_id AS "userId", a.handle, p.display_name AS "displayName", p.version`
    return z.array(profile).length(1).parse(rows)[0] as Profile // length(1)
  }

  async delete(tx: Sql, userId: string): Promise<void> {
    await tx.$executeRaw`DELETE FROM profiles WHERE user_id = ${userId}::uuid`
  }
}
