import type { Logger, Metrics } from '@forum/service-kit'
import { Counter } from 'prom-client'
import type { Caller } from '../admission/caller.ts'
import { SharedReads } from '../data-source/shared-reads.ts'
import type { Answer } from '../federation/operation-executor.ts'
import type { CompiledOperation } from '../planning/compile-operation.ts'
import type { PreparedOperation } from '../planning/operation-planner.ts'

/** Who sends longer variables is answered by itself: hardly anybody else sends the same. */
const longestKey = 2_000

/**
 * Identical operations of guests that are under way are one execution: all that the answer depends on is the operation and its variables. Each was
 * admitted, limited and priced by itself before it comes here.
 */
export class GuestAnswers {
  readonly #logger: Logger
  readonly #joined: Counter
  readonly #shared = new SharedReads<{ answer: Answer; requestId: string }>()
  readonly #numbers = new WeakMap<CompiledOperation, number>()
  #lastNumber = 0

  constructor({ logger, metrics }: { logger: Logger; metrics: Metrics }) {
    this.#logger = logger
    this.#joined = new Counter({
      name: 'forum_gateway_shared_answers_total',
      help: 'Operations of guests that got the answer of an identical one that was under way.',
      registers: [metrics],
    })
  }

  /** @param execute executes it for a caller: the guest itself, or one who stands for all that wait for the answer */
  async answer(
    { compiled, coerced }: PreparedOperation,
    guest: Caller,
    execute: (asked: Caller) => Promise<Answer>,
  ): Promise<Answer> {
    const key = `${this.#numberOf(compiled)} ${keyOf(coerced)}`
    if (key.length > longestKey) return execute(guest)
    const { answer, requestId } = await this.#shared.read(key, guest.abandoned, {
      begin: async (abandoned, waiting) => ({
        answer: await execute(guest.forGuests(abandoned, waiting)),
        requestId: guest.requestId,
      }),
      joined: () => this.#joined.inc(),
    })
    // The services' lines name the request that was executed.
    if (requestId !== guest.requestId && answer.codes.length > 0)
      this.#logger.info({ requestId: guest.requestId, executedAs: requestId }, 'an answer with errors was shared')
    return answer
  }

  /** Something has changed: no guest joins an execution that began before. */
  beginAnew(): void {
    this.#shared.beginAnew()
  }

  /** A document, an operation of it, and what @skip and @include do to it are one compiled operation. */
  #numberOf(compiled: CompiledOperation): number {
    const number = this.#numbers.get(compiled) ?? (this.#lastNumber += 1)
    this.#numbers.set(compiled, number)
    return number
  }
}

const keyOf = (coerced: PreparedOperation['coerced']): string =>
  JSON.stringify(coerced, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
