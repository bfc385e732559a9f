import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge } from 'prom-client'
import type { CallerKind } from './caller-limits.ts'
import type { TokenBuckets } from './token-buckets.ts'

/** Metrics of the limits of callers; gives the counter of refusals. */
export function registerTrafficMetrics(
  metrics: Metrics,
  buckets: Readonly<Record<CallerKind, TokenBuckets>>,
): Counter<'limit'> {
  new Gauge({
    name: 'forum_gateway_limit_buckets',
    help: 'Token buckets that are kept, by what they count: accounts or addresses.',
    labelNames: ['caller'],
    registers: [metrics],
    collect() {
      this.set({ caller: 'account' }, buckets.account.count)
      this.set({ caller: 'address' }, buckets.address.count)
    },
  })
  return new Counter({
    name: 'forum_gateway_limited_total',
    help: 'Requests that were refused because their caller did too much, by the limit that was reached.',
    labelNames: ['limit'],
    registers: [metrics],
  })
}
