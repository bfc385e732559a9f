import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CatalogueEvent } from '@forum/events'
import { createLogger, createMetrics, internalHeaders, Lifecycle, type Metrics } from '@forum/service-kit'
import { startStats } from '@forum/stats'
import {
  cleanUp,
  oldForum,
  type TestBroker,
  testBroker,
  testClickHouse,
  testDatabase,
  testStores,
} from '@forum/testing'
import type { Config } from '../src/config.ts'
import { idOf } from './story/forum-story.ts'
import { startTokenServer } from './token-server.ts'

const secret = 'the secret of the gateway for subgraphs'
const logger = createLogger({ name: 'test', level: 'silent' })

type Answer<Data> = {
  status: number
  data: Data
  errors: { message: string; path?: unknown[]; extensions: { code: string } }[] | undefined
}

export type RunningStats = {
  url: string
  config: Config
  broker: TestBroker
  metrics: Metrics
  /** Sends events as Auth, Posts and the gateway do, and waits until they are counted. */
  tell(events: readonly CatalogueEvent[]): Promise<void>
  /** Resolves when everything that Kafka has by now is counted. */
  drain(): Promise<void>
  /** As somebody by name, or as nobody. `Data`: as much of it as the test looks into. */
  ask<Data = unknown>(query: string, variables?: object, viewer?: string): Promise<Answer<Data>>
  get(path: string, headers?: Record<string, string>, method?: 'GET' | 'HEAD'): Promise<Response>
  /** What Auth was told for its audit log. */
  recorded: object[]
  stop(): Promise<boolean>
}

/** As long as a token is. */
const tokenOf = (name: string) => `header.${Buffer.from(name.repeat(20)).toString('base64url')}.signature`

/** People who can sign in; the admins are administrators. */
const accounts = new Map(
  [
    ...['ann', 'bob', 'admin', 'other-admin'].map((name) => [name, idOf(name)] as const),
    ['old admin', oldForum.people.admin.id] as const,
    ['old ann', oldForum.people.ann.id] as const,
  ].map(([name, userId]) => [tokenOf(name), { userId, role: name.endsWith('admin') ? 'ADMIN' : 'USER' } as const]),
)

/** A whole Stats as main.ts starts it, on a free port, over stores of its own. */
export async function runStats(overrides: Partial<Config> = {}): Promise<RunningStats> {
  const recorded: object[] = []
  const [database, clickhouse, broker, grpcUrl, exportsDirectory] = await Promise.all([
    testDatabase('stats'),
    testClickHouse(),
    testBroker(),
    startTokenServer(accounts, recorded),
    mkdtemp(join(tmpdir(), 'forum-exports-')),
  ])
  cleanUp(() => rm(exportsDirectory, { recursive: true, force: true }))
  const config: Config = {
    HOST: '127.0.0.1',
    METRICS_HOST: '127.0.0.1',
    PORT: 0,
    PUBLIC_URL: 'http://forum.test:4000',
    SUBGRAPH_SECRET: secret,
    AUTH_GRPC_URL: grpcUrl,
    AUTH_GRPC_SECRET: 'the secret of stats for questions to Auth',
    POSTS_GRPC_URL: grpcUrl,
    POSTS_GRPC_SECRET: 'the secret of stats for questions to Posts',
    STATS_DATABASE_URL: database.url,
    CLICKHOUSE_URL: testStores().clickhouseUrl,
    CLICKHOUSE_DATABASE: clickhouse.database,
    ...broker.settings,
    EXPORTS_DIR: exportsDirectory,
    EXPORT_SIGNING_SECRET: 'the secret that signs links to exports',
    ...overrides,
  }
  const lifecycle = new Lifecycle(logger, 10_000)
  cleanUp(async () => void (await lifecycle.stop()))
  const metrics = createMetrics('stats')
  const { url } = await startStats({ config, logger, metrics, lifecycle })
  const producer = broker.producer()

  const get: RunningStats['get'] = (path, headers = {}, method = 'GET') =>
    fetch(url + path, { method, headers: { [internalHeaders.gatewaySecret]: secret, ...headers } })
  const drain = async () => {
    const answer = await fetch(`${url}/internal/drain`, {
      method: 'POST',
      headers: { [internalHeaders.gatewaySecret]: secret },
    })
    if (answer.status !== 204) throw new Error(`drain: ${answer.status}`)
  }
  return {
    url,
    config,
    broker,
    metrics,
    recorded,
    get,
    drain,
    tell: async (events) => {
      await producer.send(events)
      await drain()
    },
    ask: async <Data>(query: string, variables: object = {}, viewer?: string) => {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [internalHeaders.gatewaySecret]: secret,
          ...(viewer ? { authorization: `Bearer ${tokenOf(viewer)}` } : {}),
        },
        body: JSON.stringify({ query, variables }),
      })
      const { data, errors } = (await answer.json()) as Omit<Answer<Data>, 'status'> // what GraphQL over HTTP says
      return { status: answer.status, data, errors }
    },
    stop: () => lifecycle.stop(),
  }
}

/** What the gateway sends for posts that Posts has shown to the viewer. */
export function references(posts: readonly string[], visibility: 'PUBLIC' | 'PRIVATE' = 'PUBLIC') {
  return posts.map((post) => ({ __typename: 'Post', ref: idOf(post), visibility }))
}
