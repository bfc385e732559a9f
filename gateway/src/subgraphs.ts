import { circuitValues, type Logger, type LoopBudget, type Metrics } from '@forum/service-kit'
import { Counter, Gauge } from 'prom-client'
import type { Pool } from 'undici'
import { SubgraphDataSource } from './data-source/subgraph-data-source.ts'
import { SubgraphPool } from './data-source/subgraph-pool.ts'

export type Subgraphs = {
  /** A subgraph's connections, for what is not GraphQL. */
  dispatcherOf: (name: string) => Pool
  dataSources: ReadonlyMap<string, SubgraphDataSource>
  /** Whether there is a connection to a subgraph: one that died has none from that moment on, one that was asked a moment ago has. */
  isConnected: (name: string) => boolean
  /** Which subgraphs say that they are ready. */
  ready: () => Promise<Readonly<Record<string, boolean>>>
  close: () => Promise<void>
}

export type SubgraphsDeps = {
  loop: LoopBudget
  logger: Logger
  metrics: Metrics
  /** Whether guests who ask for the same at the same time are asked for once. */
  sharesReads: boolean
}

const readinessTimeoutMs = 1_500

/** A pool and a data source for each subgraph. Nothing is asked before a request needs it, so it starts whatever is down. */
export function openSubgraphs(
  urls: Readonly<Record<string, string>>,
  { loop, logger, metrics, sharesReads }: SubgraphsDeps,
): Subgraphs {
  const failures = new Counter({
    name: 'forum_gateway_subgraph_failures_total',
    help: 'Fetches that a subgraph did not answer, by subgraph and code.',
    labelNames: ['subgraph', 'code'],
    registers: [metrics],
  })
  const circuits = new Gauge({
    name: 'forum_gateway_subgraph_circuit_state',
    help: 'Whether a subgraph is asked: 0 closed (it is), 1 half open (it is tried), 2 open (it is not).',
    labelNames: ['subgraph'],
    registers: [metrics],
  })
  const openPool = (name: string, url: string): SubgraphPool => {
    circuits.set({ subgraph: name }, circuitValues.closed)
    return new SubgraphPool({
      url,
      onCircuit: (state) => {
        circuits.set({ subgraph: name }, circuitValues[state])
        logger.warn({ subgraph: name, state }, 'circuit breaker of a subgraph changed')
      },
    })
  }
  const pools = new Map(Object.entries(urls).map(([name, url]) => [name, openPool(name, url)] as const))
  const dataSources = new Map<string, SubgraphDataSource>()
  for (const [name, pool] of pools)
    dataSources.set(
      name,
      new SubgraphDataSource({
        name,
        pool,
        logger,
        loop,
        sharesReads,
        onFailure: (code) => failures.inc({ subgraph: name, code }),
      }),
    )

  new Gauge({
    name: 'forum_gateway_subgraph_in_flight_requests',
    help: 'Requests that are under way or wait for a connection, by subgraph and pool.',
    labelNames: ['subgraph', 'pool'],
    registers: [metrics],
    collect() {
      for (const [name, pool] of pools)
        for (const kind of ['read', 'write'] as const) this.set({ subgraph: name, pool: kind }, pool.inFlight(kind))
    },
  })
  const isReady = async (pool: SubgraphPool): Promise<boolean> =>
    pool.status('/readyz', readinessTimeoutMs).then(
      (status) => status === 200,
      () => false,
    )
  return {
    dispatcherOf: (name) => {
      const pool = pools.get(name)
      if (!pool) throw new Error(`no subgraph is called ${name}`)
      return pool.dispatcher
    },
    dataSources,
    isConnected: (name) => pools.get(name)?.isConnected ?? false,
    ready: async () => {
      const checks = await Promise.all([...pools].map(async ([name, pool]) => [name, await isReady(pool)] as const))
      return Object.fromEntries(checks)
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()))
    },
  }
}
