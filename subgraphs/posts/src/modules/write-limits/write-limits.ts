import { type RateLimited, rateLimited } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { UserId } from '../../ids.ts'
import type { WriteCountRepository } from './write-count-repository.ts'

export type WriteLimitsDeps = { database: Database; counts: WriteCountRepository; clock: Clock; most?: number }

const minuteMs = 60_000
const windowMinutes = 10

/**
 * At most 300 writes in 10 minutes an account, tries that fail included, over all replicas. Counted by the minute: a write counts until
 * the end of the tenth minute after its own, so no 10 minutes ever hold more.
 */
export class WriteLimits {
  readonly #deps: WriteLimitsDeps

  constructor(deps: WriteLimitsDeps) {
    this.#deps = deps
  }

  /** Null: the write is counted and may go on. A refused one is not counted. */
  async spend(accountId: UserId): Promise<RateLimited | null> {
    const { database, counts, clock, most = 300 } = this.#deps
    const now = clock.now().getTime()
    const minute = new Date(Math.floor(now / minuteMs) * minuteMs)
    const since = new Date(minute.getTime() - windowMinutes * minuteMs)
    if (await counts.add(database.sql, { accountId, minute, since, most })) return null
    const oldest = await counts.oldest(database.sql, accountId, since)
    const free = (oldest ?? minute).getTime() + (windowMinutes + 1) * minuteMs
    return rateLimited((free - now) / 1_000)
  }

  /** Forgets what no longer counts. */
  async prune(): Promise<void> {
    const { database, counts, clock } = this.#deps
    await counts.deleteBefore(database.sql, new Date(clock.now().getTime() - (windowMinutes + 2) * minuteMs))
  }
}
