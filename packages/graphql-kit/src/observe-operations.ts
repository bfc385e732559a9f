import type { ApolloServerPlugin, BaseContext, GraphQLRequestContext } from '@apollo/server'
import type { Logger, Metrics } from '@forum/service-kit'
import type { GraphQLError } from 'graphql'
import { Histogram } from 'prom-client'

/** What is said of an operation in every service's lines and numbers. */
export type ObservedOperation = {
  /** The same in the client's answer, the gateway and each subgraph. */
  requestId: string
  /** A name from a bounded set: what clients may choose freely is `other`. */
  operation: string
}

export type ObserveOptions<Context extends BaseContext> = {
  metrics: Metrics
  logger: Logger
  describe: (request: GraphQLRequestContext<Context>) => ObservedOperation
}

type Outcome = 'ok' | 'caller_error' | 'fault'

const slowMs = 1_000
const faults = new Set<unknown>([
  undefined, // thrown by something that knows no codes
  'INTERNAL_SERVER_ERROR',
  'SUBGRAPH_UNAVAILABLE',
  'AUTH_UNAVAILABLE',
  'OVERLOADED',
])

/** Times each GraphQL operation of a server by name and outcome, and says in one line what failed or was slow. */
export function observeOperations<Context extends BaseContext>({
  metrics,
  logger,
  describe,
}: ObserveOptions<Context>): ApolloServerPlugin<Context> {
  const duration = new Histogram({
    name: 'forum_graphql_operation_duration_seconds',
    help: 'Time of a GraphQL operation, by its name and outcome: ok, caller_error or fault.',
    labelNames: ['operation', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [metrics],
  })
  return {
    async requestDidStart(request) {
      const began = performance.now()
      return {
        async willSendResponse({ errors = [] }) {
          const { requestId, operation } = describe(request)
          const durationMs = Math.round(performance.now() - began)
          const outcome = outcomeOf(errors)
          duration.observe({ operation, outcome }, durationMs / 1000)
          const line = { requestId, operation, durationMs }
          if (outcome !== 'ok')
            logger[outcome === 'fault' ? 'error' : 'info']({ ...line, codes: codesOf(errors) }, 'operation failed')
          else if (durationMs >= slowMs) logger.warn(line, 'operation was slow')
          else logger.debug(line, 'operation done')
        },
      }
    },
  }
}

const codesOf = (errors: readonly GraphQLError[]): unknown[] => [
  ...new Set(errors.map(({ extensions }) => extensions.code ?? 'INTERNAL_SERVER_ERROR')),
]

function outcomeOf(errors: readonly GraphQLError[]): Outcome {
  if (errors.length === 0) return 'ok'
  return errors.some(({ extensions }) => faults.has(extensions.code)) ? 'fault' : 'caller_error'
}
