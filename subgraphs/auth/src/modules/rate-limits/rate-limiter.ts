import { createHash } from 'node:crypto'
import type { RateLimitRepository } from './rate-limit-repository.ts'

/** `points` takes in `windowSeconds`, counted from the first one, for the subject (a person, an address, or both together). */
export type Allowance = { name: string; subject: readonly string[]; points: number; windowSeconds: number }

export type LimitDecision = { isAllowed: true } | { isAllowed: false; retryAfterSeconds: number }

/** Fixed windows in Postgres, so that all replicas count together and by one clock. Subjects are stored as hashes. */
export class RateLimiter {
  readonly #limits: RateLimitRepository

  constructor(limits: RateLimitRepository) {
    this.#limits = limits
  }

  /** Takes one point of each allowance, or none when any of them is used up. */
  async take(allowances: readonly Allowance[]): Promise<LimitDecision> {
    const retryAfterSeconds = await this.#limits.take(
      allowances.map(({ points, windowSeconds, ...of }) => ({ bucket: bucketOf(of), points, windowSeconds })),
    )
    return retryAfterSeconds === null ? { isAllowed: true } : { isAllowed: false, retryAfterSeconds }
  }

  /** Gives back a point of each: what was taken turned out to be harmless. */
  async giveBack(allowances: readonly Allowance[]): Promise<void> {
    await this.#limits.giveBack(allowances.map(bucketOf))
  }
}

const bucketOf = ({ name, subject }: Pick<Allowance, 'name' | 'subject'>): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([name, ...subject]))
    .digest()
