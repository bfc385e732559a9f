import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { OperationDefinitionNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/** Operations of which it is known how much work they are. */
const maxOperations = 10_000
const falling = 0.3
const rising = 0.1
/**
 * How far from the estimate experience may lead: a busy quarter of an hour must not make a small thing dear for good, nor many cheap answers pay
 * for what the same text can ask for with other variables, or for what others were kept waiting.
 */
const maxTimesTheEstimate = 4
const minTimesTheEstimate = 0.5

const noOthers = (): number => 1

/** What an operation is thought to take, and what it takes at least whatever the clock says: a store may work on it with several processors. */
export type Estimate = { tokens: number; least: number }

/** An operation under way. */
export type Measured = { key: string; estimate: Estimate; startedAt: number }

/**
 * What operations are known to take, in milliseconds of work, as a moving average for each text and order of cost. Time on the clock is no work while
 * others run too: of eight on two processors each gets a quarter of it, and where other programs share the machine
 * (`contention`) less. What is left of that error is kept small by falling faster than rising.
 */
export class OperationWork {
  readonly #known = new LRUCache<string, number>({ max: maxOperations })
  readonly #processors: number
  readonly #nowMs: () => number
  readonly #contention: () => number
  #running = 0
  /** Milliseconds that an operation would have had to itself if it had run from the beginning. */
  #served = 0
  #servedAtMs = 0

  constructor({ processors = availableParallelism(), nowMs = () => performance.now(), contention = noOthers } = {}) {
    this.#processors = processors
    this.#nowMs = nowMs
    this.#contention = contention
  }

  /** What an operation is expected to take: what it took before, else the estimate. */
  expected(key: string, { tokens }: Estimate): number {
    return this.#known.get(key) ?? tokens
  }

  begin(key: string, estimate: Estimate): Measured {
    const startedAt = this.#advance()
    this.#running += 1
    return { key, estimate, startedAt }
  }

  /** Learns from an operation that has ended; gives the milliseconds of work that it was. */
  end({ key, estimate, startedAt }: Measured): number {
    const work = this.#advance() - startedAt
    this.#running -= 1
    const before = this.expected(key, estimate)
    const average = before + (work - before) * (work < before ? falling : rising)
    const least = Math.max(estimate.least, estimate.tokens * minTimesTheEstimate)
    this.#known.set(key, Math.min(Math.max(average, least), estimate.tokens * maxTimesTheEstimate))
    return work
  }

  #advance(): number {
    const nowMs = this.#nowMs()
    this.#served +=
      (nowMs - this.#servedAtMs) * Math.min(1, this.#processors / Math.max(1, this.#running), 1 / this.#contention())
    this.#servedAtMs = nowMs
    return this.#served
  }
}

const textKeys = new WeakMap<OperationDefinitionNode, string>()

/** One key for one operation of a text that asks for as many nodes, give or take a factor of two: `first` may stand in the variables. */
export function operationKey(text: string, operation: OperationDefinitionNode, cost: number): string {
  let key = textKeys.get(operation)
  if (key === undefined) {
    key = createHash('sha1')
      .update(`${operation.name?.value ?? ''}\0${text}`)
      .digest('base64')
    textKeys.set(operation, key)
  }
  return `${key}${Math.ceil(Math.log2(Math.max(1, cost)))}`
}
