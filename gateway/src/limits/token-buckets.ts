import type { Clock } from '@forum/service-kit'
import { LRUCache } from 'lru-cache'

export type BucketSize = {
  /** What a full bucket holds. */
  tokens: number
  perSecond: number
}

/** What is left of a bucket after something was taken, or why nothing was. */
export type Taking = {
  isTaken: boolean
  /** Whole tokens that are left; 0 for one in debt. */
  left: number
  /** Seconds until there is enough for what was asked; 0 when it was taken. */
  waitSeconds: number
  /** Seconds until the bucket is full again. */
  fullInSeconds: number
}

type Level = { tokens: number; atMs: number }

/** A bucket for each of the callers that were seen last; one who was forgotten has a full one, as after a long absence. */
const maxBuckets = 50_000

/** Token buckets of one size by key, in memory that does not grow with the number of keys. */
export class TokenBuckets {
  readonly size: BucketSize
  readonly #clock: Clock
  readonly #levels: LRUCache<string, Level>

  constructor(size: BucketSize, clock: Clock, max = maxBuckets) {
    this.#levels = new LRUCache({ max })
    this.size = size
    this.#clock = clock
  }

  /** How many buckets are kept. */
  get count(): number {
    return this.#levels.size
  }

  /** Takes so many tokens, or none; of none, it only tells. What is dearer than a full bucket takes all of one. */
  take(key: string, wanted: number): Taking {
    const price = Math.min(wanted, this.size.tokens)
    const level = this.#now(key)
    const isTaken = price === 0 || level.tokens >= price
    if (isTaken) level.tokens -= price
    return this.#taking(level, isTaken, price)
  }

  /** Takes what turned out to have been used, into debt where it must; nobody owes more than a full bucket. */
  charge(key: string, used: number): void {
    const level = this.#now(key)
    level.tokens = Math.max(-this.size.tokens, level.tokens - used)
  }

  #now(key: string): Level {
    const nowMs = this.#clock.now().getTime()
    const known = this.#levels.get(key)
    if (!known) {
      const level = { tokens: this.size.tokens, atMs: nowMs }
      this.#levels.set(key, level)
      return level
    }
    // A clock that is set back gives nothing, and takes nothing away.
    const passedMs = Math.max(0, nowMs - known.atMs)
    known.tokens = Math.min(this.size.tokens, known.tokens + (passedMs / 1_000) * this.size.perSecond)
    known.atMs = nowMs
    return known
  }

  #taking(level: Level, isTaken: boolean, price: number): Taking {
    const { tokens, perSecond } = this.size
    return {
      isTaken,
      left: Math.max(0, Math.floor(level.tokens)),
      waitSeconds: isTaken ? 0 : Math.max(1, Math.ceil((price - level.tokens) / perSecond)),
      fullInSeconds: Math.ceil((tokens - level.tokens) / perSecond),
    }
  }
}
