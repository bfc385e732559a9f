import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { userId } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'

export type Person = { userId: UserId; handle: string; displayName: string; avatarUrl: string | null; version: number }

export class PeopleRepository {
  /** Keeps what is newer than what is known. */
  async keep(db: Sql, people: readonly Person[]): Promise<void> {
    if (people.length === 0) return
    await db.$executeRaw`
      INSERT INTO people AS known (user_id, handle, display_name, avatar_url, version)
      SELECT "userId", handle, "displayName", "avatarUrl", version
      FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS t("userId" uuid, handle text, "displayName" text,
        "avatarUrl" text, version integer)
      ON CONFLICT (user_id) DO UPDATE SET handle = excluded.handle, display_name = excluded.display_name,
        avatar_url = excluded.avatar_url, version = excluded.version
        WHERE known.version < excluded.version`
  }

  async forget(db: Sql, userIds: readonly UserId[]): Promise<void> {
    if (userIds.length === 0) return
    await db.$executeRaw`DELETE FROM people WHERE user_id = ANY (${userIds}::uuid[])`
  }

  async isKnown(db: Sql, id: UserId): Promise<boolean> {
    const found = await select(
      db,
      z.object({ user_id: userId }),
      sql`SELECT user_id FROM people WHERE user_id = ${id}::uuid`,
    )
    return found.length > 0
  }
}
