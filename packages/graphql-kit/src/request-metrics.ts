import type { ApolloServerPlugin, BaseContext } from '@apollo/server'
import type { Metrics } from '@forum/service-kit'
import { Histogram } from 'prom-client'

/** Counts and times the GraphQL operations of a server, by whether any error was in the answer. */
export function createRequestMetrics(metrics: Metrics): ApolloServerPlugin<BaseContext> {
  const duration = new Histogram({
    name: 'forum_graphql_duration_seconds',
    help: 'Time of a GraphQL operation by outcome.',
    labelNames: ['outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics],
  })
  return {
    async requestDidStart() {
      const end = duration.startTimer()
      return {
        async willSendResponse({ errors }) {
          end({ outcome: errors?.length ? 'error' : 'ok' })
        },
      }
    },
  }
}
