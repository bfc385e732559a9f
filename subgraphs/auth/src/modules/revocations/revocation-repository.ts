import type { Sql } from '@forum/postgres'

export const revocationChannel = 'forum_auth_revocations'

export type Subject = { sessionId: string } | { userId: string }

export class RevocationRepository {
  /**
   * Adds revocations under the next numbers and wakes every replica. Raising the head locks its row until the commit, so numbers become
   * visible in their order: a reader that has seen one has seen all before it. Call it last in a transaction, because others wait for it.
   */
  async add(tx: Sql, subjects: readonly Subject[]): Promise<void> {
    const sessions = subjects.map((subject) => ('sessionId' in subject ? subject.sessionId : null))
    const users = subjects.map((subject) => ('userId' in subject ? subject.userId : null))
    await tx.$executeRaw`
      WITH head AS (UPDATE revocation_head SET number = number + ${subjects.length} RETURNING number - ${subjects.length} AS before)
      INSERT INTO revocations (number, session_id, user_id)
      SELECT head.before + given.position, given.session_id, given.user_id
      FROM head, unnest(${sessions}::uuid[], ${users}::uuid[]) WITH ORDINALITY AS given (session_id, user_id, position)`
    await tx.$executeRaw`SELECT pg_notify(${revocationChannel}, '')`
  }

  /** Drops what no stream can need any more; gives how many they were. */
  async forgetOld(tx: Sql, seconds: number): Promise<number> {
    return tx.$executeRaw`DELETE FROM revocations WHERE created_at < now() - make_interval(secs => ${seconds})`
  }
}
