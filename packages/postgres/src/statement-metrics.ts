import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { BoundedPool } from './bounded-pool.ts'

/** What a pool is for: GraphQL requests, or all else (verdicts, which those who ask keep, keys, housekeeping, commands). */
export type PoolName = 'requests' | 'background'

const counters = {
  requests: {
    name: 'sql_statements_total',
    help: 'SQL statements sent to Postgres by GraphQL requests, without transaction control.',
  },
  background: {
    name: 'sql_background_statements_total',
    help: 'SQL statements sent to Postgres by all that is no GraphQL request, without transaction control.',
  },
} as const

/** Counts and times statements; answers what to call when one is sent, which answers what to call when it has ended. */
export function measureStatements(metrics: Metrics, pool: PoolName): () => () => void {
  const statements = new Counter({ ...counters[pool], registers: [metrics] })
  const name = 'forum_postgres_statement_duration_seconds'
  const known = metrics.getSingleMetric(name)
  const durations =
    known instanceof Histogram
      ? known
      : new Histogram({
          name,
          help: 'Time from sending a SQL statement to its answer, by the pool of its connection.',
          labelNames: ['pool'],
          buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
          registers: [metrics],
        })
  return () => {
    statements.inc()
    return durations.startTimer({ pool })
  }
}

const pools = new WeakMap<Metrics, Map<PoolName, BoundedPool>>()

const gauges: Record<string, [help: string, read: (pool: BoundedPool) => number]> = {
  forum_postgres_pool_in_use: ['Connections to Postgres that somebody works with.', (pool) => pool.inUseCount],
  forum_postgres_pool_open: ['Connections to Postgres that are open.', (pool) => pool.totalCount],
  forum_postgres_pool_waiting: ['Who waits for a connection to Postgres.', (pool) => pool.waitingCount],
  forum_postgres_pool_limit: ['The most connections to Postgres that may be open.', (pool) => pool.options.max],
}

/** Tells how much of a pool is in use. */
export function measurePool(metrics: Metrics, name: PoolName, pool: BoundedPool): void {
  const known = pools.get(metrics)
  if (known) {
    known.set(name, pool)
    return
  }
  const measured = new Map([[name, pool]])
  pools.set(metrics, measured)
  for (const [gauge, [help, read]] of Object.entries(gauges)) {
    new Gauge({
      name: gauge,
      help,
      labelNames: ['pool'],
      registers: [metrics],
      collect() {
        for (const [label, one] of measured) this.set({ pool: label }, read(one))
      },
    })
  }
}
