import { type RateLimited, rateLimited } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { UserId } from '../../ids.ts'
import type { WriteCountRepository } from './write-count-repository.ts'

export type WriteLimitsDeps = { database: Database; counts: WriteCountRepository; clock: Clock; max?: number }

/** Asked before each write. */
export type WriteAllowance = Pick<WriteLimits, 'spend'>

/** For what the forum does by itself, in the place of somebody who is gone. */
export const unlimited: WriteAllowance = { spend: async () => null }

const minuteMs = 60_000
const windowMinutes = 10

/** Previews end before the last fifth, so that what was previewed can be sent. */
const shareOfPreviews = 0.8

/**
 * At most 300 writes in 10 minutes an account, tries that fail included, over all replicas; 50 ms of the processor for its texts, written
 * or previewed, count as one more. Counted by the minute: a write counts until the end of the tenth minute after its own, so no 10 minutes
 * ever hold more.
 */
export class WriteLimits {
  readonly #deps: WriteLimitsDeps

  constructor(deps: WriteLimitsDeps) {
    this.#deps = deps
  }

  /** Null: the write is counted and may go on. A refused one is not counted. */
  async spend(accountId: UserId): Promise<RateLimited | null> {
    const { database, counts, max = 300 } = this.#deps
    const { minute, since } = this.#window()
    if (await counts.add(database.sql, { accountId, minute, since, max })) return null
    return this.#refusal(accountId)
  }

  /** Puts time of the processor on an account. */
  async charge(accountId: UserId, cpuMs: number): Promise<void> {
    const { database, counts } = this.#deps
    await counts.charge(database.sql, accountId, this.#window().minute, Math.ceil(cpuMs))
  }

  /** Null: the account may have another preview, which is not counted but by the time that it takes. */
  async previewRefusal(accountId: UserId): Promise<RateLimited | null> {
    const { database, counts, max = 300 } = this.#deps
    const share = { accountId, since: this.#window().since, max: Math.floor(max * shareOfPreviews) }
    return (await counts.hasHad(database.sql, share)) ? this.#refusal(accountId) : null
  }

  async #refusal(accountId: UserId): Promise<RateLimited> {
    const { database, counts } = this.#deps
    const { now, minute, since } = this.#window()
    const oldest = await counts.oldest(database.sql, accountId, since)
    const free = (oldest ?? minute).getTime() + (windowMinutes + 1) * minuteMs
    return rateLimited((free - now) / 1_000)
  }

  #window(): { now: number; minute: Date; since: Date } {
    const now = this.#deps.clock.now().getTime()
    const minute = new Date(Math.floor(now / minuteMs) * minuteMs)
    return { now, minute, since: new Date(minute.getTime() - windowMinutes * minuteMs) }
  }

  /** Forgets what no longer counts. */
  async prune(): Promise<void> {
    const { database, counts, clock } = this.#deps
    await counts.deleteBefore(database.sql, new Date(clock.now().getTime() - (windowMinutes + 2) * minuteMs))
  }
}
