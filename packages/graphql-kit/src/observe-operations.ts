import type { Logger, Metrics } from '@forum/service-kit'
import { Histogram } from 'prom-client'

/** What is said of an operation in every service's lines and numbers. */
export type ObservedOperation = {
  /** The same in the client's answer, the gateway and each subgraph. */
  requestId: string
  /** A name from a bounded set: what clients may choose freely is `other`. */
  operation: string
}

type Outcome = 'ok' | 'caller_error' | 'fault'

const slowMs = 1_000
const faults = new Set<unknown>(['INTERNAL_SERVER_ERROR', 'SUBGRAPH_UNAVAILABLE', 'AUTH_UNAVAILABLE', 'OVERLOADED'])

/** Times each GraphQL operation of a server by name and outcome, and says in one line what failed or was slow. */
export class OperationObserver {
  readonly #duration: Histogram<'operation' | 'outcome'>
  readonly #logger: Logger

  constructor({ metrics, logger }: { metrics: Metrics; logger: Logger }) {
    this.#logger = logger
    this.#duration = new Histogram({
      name: 'forum_graphql_operation_duration_seconds',
      help: 'Time of a GraphQL operation, by its name and outcome: ok, caller_error or fault.',
      labelNames: ['operation', 'outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [metrics],
    })
  }

  /**
   * An operation has its answer.
   *
   * @param began by `performance.now()`
   * @param codes of the answer's errors
   */
  ended({ requestId, operation }: ObservedOperation, began: number, codes: readonly unknown[]): void {
    const durationMs = Math.round(performance.now() - began)
    const outcome = outcomeOf(codes)
    this.#duration.observe({ operation, outcome }, durationMs / 1000)
    const line = { requestId, operation, durationMs }
    if (outcome !== 'ok')
      this.#logger[outcome === 'fault' ? 'error' : 'info']({ ...line, codes: [...new Set(codes)] }, 'operation failed')
    else if (durationMs >= slowMs) this.#logger.warn(line, 'operation was slow')
    else this.#logger.debug(line, 'operation done')
  }
}

function outcomeOf(codes: readonly unknown[]): Outcome {
  if (codes.length === 0) return 'ok'
  return codes.some((code) => faults.has(code)) ? 'fault' : 'caller_error'
}
