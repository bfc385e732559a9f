import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { BoundedPool } from './bounded-pool.ts'

/** What a pool is for: GraphQL requests, or all else (verdicts, which those who ask keep, keys, housekeeping, commands). */
export type PoolName = 'requests' | 'background'

type StatementMetrics = { sent: Counter<'pool'>; durations: Histogram<'pool'> }

/** The metrics of a registry are made once: a service has two pools in one. */
const made = new WeakMap<Metrics, StatementMetrics>()

function statementMetrics(metrics: Metrics): StatementMetrics {
  const known = made.get(metrics)
  if (known) return known
  const fresh = {
    sent: new Counter({
      name: 'forum_postgres_statements_total',
      help: 'SQL statements sent to Postgres without transaction control, by the pool of their connection: requests (of GraphQL) or background.',
      labelNames: ['pool'] as const,
      registers: [metrics],
    }),
    durations: new Histogram({
      name: 'forum_postgres_statement_duration_seconds',
      help: 'Time from sending a SQL statement to its answer, by the pool of its connection.',
      labelNames: ['pool'] as const,
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
      registers: [metrics],
    }),
  }
  made.set(metrics, fresh)
  return fresh
}

/** Counts and times statements; answers what to call when one is sent, which answers what to call when it has ended. */
export function measureStatements(metrics: Metrics, pool: PoolName): () => () => void {
  const { sent, durations } = statementMetrics(metrics)
  return () => {
    sent.inc({ pool })
    return durations.startTimer({ pool })
  }
}

const pools = new WeakMap<Metrics, Map<PoolName, BoundedPool>>()

/** Tells how much of a pool is in use. */
export function measurePool(metrics: Metrics, name: PoolName, pool: BoundedPool): void {
  const known = pools.get(metrics)
  if (known) {
    known.set(name, pool)
    return
  }
  const measured = new Map([[name, pool]])
  pools.set(metrics, measured)
  const labelled = (read: (pool: BoundedPool) => number) => ({
    labelNames: ['pool'] as const,
    registers: [metrics],
    collect(this: Gauge<'pool'>) {
      for (const [label, one] of measured) this.set({ pool: label }, read(one))
    },
  })
  new Gauge({
    name: 'forum_postgres_pool_used_connections',
    help: 'Connections to Postgres that somebody works with.',
    ...labelled((one) => one.inUseCount),
  })
  new Gauge({
    name: 'forum_postgres_pool_open_connections',
    help: 'Connections to Postgres that are open.',
    ...labelled((one) => one.totalCount),
  })
  new Gauge({
    name: 'forum_postgres_pool_waiting_requests',
    help: 'Who waits for a connection to Postgres.',
    ...labelled((one) => one.waitingCount),
  })
  new Gauge({
    name: 'forum_postgres_pool_max_connections',
    help: 'The most connections to Postgres that may be open.',
    ...labelled((one) => one.options.max),
  })
}
