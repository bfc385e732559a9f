import type { Sql } from '@forum/postgres'
import type { RevocationRepository } from './revocation-repository.ts'

/** Takes back what verdicts say, in the caller's transaction: every service that keeps one hears of it after the commit. */
export class RevocationService {
  readonly #revocations: RevocationRepository

  constructor(revocations: RevocationRepository) {
    this.#revocations = revocations
  }

  async revokeSessions(tx: Sql, sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length > 0)
      await this.#revocations.add(
        tx,
        sessionIds.map((sessionId) => ({ sessionId })),
      )
  }

  /** Whatever is known of this user must be asked again; sessions that have not ended stay good. */
  async revokeUser(tx: Sql, userId: string): Promise<void> {
    await this.#revocations.add(tx, [{ userId }])
  }
}
