import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, time } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'

const wordRow = z.object({ word: z.string(), until: time.nullable() })
export type MutedWord = z.output<typeof wordRow>

export class MutedWordRepository {
  /** Whether search would look for anything of a word: of a stop word it would not. */
  async isSought(db: Sql, word: string): Promise<boolean> {
    const [row] = await select(
      db,
      z.object({ is_sought: z.boolean() }),
      sql`SELECT numnode(forum_muted_query(${word})) > 0 AS is_sought`,
    )
    return row?.is_sought ?? false
  }

  async keep(tx: Sql, ownerId: UserId, { word, until }: MutedWord): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO muted_words (owner_id, word, until)
      VALUES (${ownerId}::uuid, ${word}, ${until?.toISOString() ?? null}::timestamptz)
      ON CONFLICT (owner_id, word) DO UPDATE SET until = excluded.until`
  }

  async remove(db: Sql, ownerId: UserId, word: string): Promise<void> {
    await db.$executeRaw`DELETE FROM muted_words WHERE owner_id = ${ownerId}::uuid AND word = ${word}`
  }

  async removeEnded(tx: Sql, ownerId: UserId, at: Date): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM muted_words WHERE owner_id = ${ownerId}::uuid AND until <= ${at.toISOString()}::timestamptz`
  }

  async countOthers(tx: Sql, ownerId: UserId, word: string): Promise<number> {
    const [row] = await select(
      tx,
      z.object({ count }),
      sql`SELECT count(*)::integer AS count FROM muted_words WHERE owner_id = ${ownerId}::uuid AND word <> ${word}`,
    )
    return row?.count ?? 0
  }

  of(db: Sql, ownerId: UserId, at: Date): Promise<MutedWord[]> {
    return select(
      db,
      wordRow,
      sql`
        SELECT word, until FROM muted_words
        WHERE owner_id = ${ownerId}::uuid AND (until IS NULL OR until > ${at.toISOString()}::timestamptz) ORDER BY word`,
    )
  }
}
