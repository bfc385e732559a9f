import { isIP } from 'node:net'
import { type Clock, type Logger, LoopBudget, type Metrics, networkOf } from '@forum/service-kit'
import { Refused } from '../refusal.ts'
import { type CallerKind, callerLimits, type LimitName, type PlaceKind } from './caller-limits.ts'
import { LimitLog } from './limit-log.ts'
import { Running } from './running.ts'
import { type Taking, TokenBuckets } from './token-buckets.ts'
import { registerTrafficMetrics } from './traffic-metrics.ts'
import { UnderWay } from './under-way.ts'

export type TrafficOptions = { clock: Clock; logger: Logger; metrics: Metrics }

/** What callers have done here lately and do now. Each replica counts for itself. */
export class Traffic {
  readonly #buckets: Record<CallerKind, TokenBuckets>
  readonly #places: Record<`${CallerKind}_${PlaceKind}`, UnderWay>
  readonly #refusals: TokenBuckets
  readonly #log: LimitLog
  readonly #running = new Running(callerLimits.runningTokens)
  /** Where requests do what cannot be interrupted. */
  readonly loop = new LoopBudget()

  constructor({ clock, logger, metrics }: TrafficOptions) {
    const { account, address, refusals } = callerLimits
    this.#buckets = { account: new TokenBuckets(account, clock), address: new TokenBuckets(address, clock) }
    this.#places = {
      account_under_way: new UnderWay(account.underWay),
      account_heavy_under_way: new UnderWay(account.heavyUnderWay),
      address_under_way: new UnderWay(address.underWay),
      address_heavy_under_way: new UnderWay(address.heavyUnderWay),
    }
    this.#refusals = new TokenBuckets(refusals, clock)
    this.#log = new LimitLog({ clock, logger, limited: registerTrafficMetrics(metrics, this.#buckets) })
  }

  /**
   * What can be said before anything of a request is read.
   *
   * @throws Refused RATE_LIMITED for an address that has sent too much that was malformed
   */
  arrive(address: string): void {
    const refusals = this.#refusals.take(address, 0)
    if (refusals.left === 0) throw this.#refused('refusals', address, 1)
  }

  /** Charges what was malformed as one request, or as the milliseconds of the processor that finding it out took. */
  chargeRefusal(address: string, spentMs: number): void {
    this.#refusals.charge(address, Math.max(1, spentMs))
  }

  /** @throws Refused RATE_LIMITED */
  enter(kind: CallerKind, key: string, place: PlaceKind): void {
    const limit = `${kind}_${place}` as const
    if (!this.#places[limit].enter(key)) throw this.#refused(limit, key, 1)
  }

  leave(kind: CallerKind, key: string, place: PlaceKind): void {
    this.#places[`${kind}_${place}`].leave(key)
  }

  /** Runs an operation that costs so many tokens when it is the caller's turn. */
  run<Result>(kind: CallerKind, key: string, tokens: number, operation: () => Promise<Result>): Promise<Result> {
    return this.#running.run(`${kind} ${key}`, tokens, operation)
  }

  /** @throws Refused RATE_LIMITED */
  take(kind: CallerKind, key: string, tokens: number): Taking {
    const taking = this.#buckets[kind].take(key, tokens)
    if (!taking.isTaken) throw this.#refused(`${kind}_tokens`, key, taking.waitSeconds)
    return taking
  }

  look(kind: CallerKind, key: string): Taking {
    return this.#buckets[kind].take(key, 0)
  }

  charge(kind: CallerKind, key: string, tokens: number): void {
    this.#buckets[kind].charge(key, tokens)
  }

  #refused(limit: LimitName, caller: string, retryAfterSeconds: number): Refused {
    this.#log.hit(limit, caller)
    const what = limit.endsWith('under_way') ? 'Too many requests at once' : 'Too many requests'
    const wait = retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`
    return new Refused({
      status: 429,
      code: 'RATE_LIMITED',
      message: `${what}. Try again in ${wait}.`,
      retryAfterSeconds,
    })
  }
}

/** What is no address (a proxy may forward anything) is one caller altogether. */
export const addressOf = (ip: string): string => (isIP(ip.split('%', 1)[0] ?? '') ? networkOf(ip) : 'unknown')
