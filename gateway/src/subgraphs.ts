import type { Logger, Metrics } from '@forum/service-kit'
import { Counter, Gauge } from 'prom-client'
import type { Pool } from 'undici'
import { type SubgraphName, subgraphNames } from './composition/subgraph-sources.ts'
import { SubgraphDataSource } from './data-source/subgraph-data-source.ts'
import { SubgraphPool } from './data-source/subgraph-pool.ts'

export type Subgraphs = {
  /** A subgraph's connections, for what is not GraphQL. */
  dispatcherOf: (name: SubgraphName) => Pool
  dataSources: ReadonlyMap<string, SubgraphDataSource>
  /** Which subgraphs say that they are ready. */
  ready: () => Promise<Record<SubgraphName, boolean>>
  close: () => Promise<void>
}

const readinessTimeoutMs = 1_500

/** A pool and a data source for each subgraph. Nothing is asked before a request needs it, so it starts whatever is down. */
export function openSubgraphs(urls: Record<SubgraphName, string>, logger: Logger, metrics: Metrics): Subgraphs {
  const failures = new Counter({
    name: 'forum_gateway_subgraph_failures_total',
    help: 'Fetches that a subgraph did not answer, by subgraph and code.',
    labelNames: ['subgraph', 'code'],
    registers: [metrics],
  })
  const pools = new Map(subgraphNames.map((name) => [name, new SubgraphPool({ url: urls[name] })] as const))
  const dataSources = new Map<string, SubgraphDataSource>()
  for (const [name, pool] of pools)
    dataSources.set(
      name,
      new SubgraphDataSource({ name, pool, logger, onFailure: (code) => failures.inc({ subgraph: name, code }) }),
    )

  new Gauge({
    name: 'forum_gateway_subgraph_requests',
    help: 'Requests that are under way or wait for a connection, by subgraph.',
    labelNames: ['subgraph'],
    registers: [metrics],
    collect() {
      for (const [name, pool] of pools) this.set({ subgraph: name }, pool.inFlight)
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
    ready: async () => {
      const [auth, posts, stats] = await Promise.all([...pools.values()].map(isReady))
      return { auth: auth ?? false, posts: posts ?? false, stats: stats ?? false }
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()))
    },
  }
}
