import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAuth } from '@forum/auth'
import { type AuthClient, createAuthClient } from '@forum/auth-client'
import { createLogger, createMetrics, internalHeaders, Lifecycle, type Metrics } from '@forum/service-kit'
import { cleanUp, testBroker, testDatabase } from '@forum/testing'

export const secrets = {
  subgraph: 'the secret of the gateway for subgraphs',
  gateway: 'the secret of the gateway for questions',
  posts: 'the secret of posts, which is another one',
  tokenKey: 'a secret of the tests that is long enough',
}

/** News from one replica to a client of another takes milliseconds; on a machine that is busy, some more. */
export const soon = { timeout: 10_000, interval: 5 }

const logger = createLogger({ name: 'test', level: 'silent' })

type Answer<Data> = {
  status: number
  data: Data
  errors: { message: string; path?: unknown[]; extensions: { code: string; reason?: string } }[] | undefined
  headers: Headers
}

export type RunningAuth = {
  url: string
  grpcUrl: string
  metrics: Metrics
  /** `Data`: as much of it as the test looks into. */
  ask<Data = unknown>(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer<Data>>
  client(service?: string, secret?: string): AuthClient
  stop(): Promise<boolean>
}

export type Stores = {
  databaseUrl: string
  broker: Awaited<ReturnType<typeof testBroker>>
}

export async function testStoresOfAuth(): Promise<Stores> {
  const [{ url }, broker] = await Promise.all([testDatabase('auth'), testBroker()])
  return { databaseUrl: url, broker }
}

/** A whole Auth as main.ts starts it, on free ports; several over the same stores are replicas. */
export async function runAuth({ databaseUrl, broker }: Stores): Promise<RunningAuth> {
  const lifecycle = new Lifecycle(logger)
  cleanUp(async () => void (await lifecycle.stop()))
  const metrics = createMetrics('auth')
  const mailDirectory = await mkdtemp(join(tmpdir(), 'forum-mail-'))
  cleanUp(() => rm(mailDirectory, { recursive: true, force: true }))
  const started = await startAuth({
    logger,
    metrics,
    lifecycle,
    config: {
      HOST: '127.0.0.1',
      METRICS_HOST: '127.0.0.1',
      PORT: 0,
      PUBLIC_URL: 'http://127.0.0.1:4000',
      AUTH_DATABASE_URL: databaseUrl,
      AUTH_GRPC_HOST: '127.0.0.1',
      AUTH_GRPC_PORT: 0,
      AUTH_GRPC_SECRETS: new Map([
        ['gateway', secrets.gateway],
        ['posts', secrets.posts],
      ]),
      SUBGRAPH_SECRET: secrets.subgraph,
      TOKEN_KEY_SECRET: secrets.tokenKey,
      ...broker.settings,
      SEEDING: true,
      LOGINS_PER_ADDRESS: 10_000,
      REGISTRATIONS_PER_ADDRESS: 10_000,
      MAIL_DIR: mailDirectory,
      REQUIRE_VERIFIED_EMAIL: false,
    },
  })
  const url = `http://127.0.0.1:${started.httpPort}`
  const grpcUrl = `127.0.0.1:${started.grpcPort}`
  return {
    url,
    grpcUrl,
    metrics,
    stop: () => lifecycle.stop(),
    ask: async <Data>(query: string, variables: object = {}, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [internalHeaders.gatewaySecret]: secrets.subgraph,
          [internalHeaders.clientAddress]: '192.0.2.1',
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      })
      const body = (await response.json()) as Pick<Answer<Data>, 'data' | 'errors'> // a GraphQL answer, as the test will see
      return { status: response.status, headers: response.headers, data: body.data, errors: body.errors }
    },
    client: (service = 'gateway', secret = secrets.gateway) => {
      const client = createAuthClient({ url: grpcUrl, service, secret, logger, metrics: createMetrics('client') })
      cleanUp(() => client.close())
      return client
    },
  }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

let people = 0

type Registered = {
  viewer: { id: string; sessions: [{ id: string }] }
  tokens: { accessToken: string; refreshToken: string }
}

/** Registers somebody over HTTP. */
export async function register(auth: RunningAuth, name = 'ann') {
  const handle = `${name}_${(people += 1)}`
  const document = `mutation ($input: RegisterInput!) { register(input: $input) { __typename
    ... on RegisterSuccess { viewer { id sessions { id } } tokens { accessToken refreshToken } } } }`
  const input = { handle, email: `${handle}@example.com`, password: 'correct horse battery' }
  const { data } = await auth.ask<{ register: Registered }>(document, { input })
  const { viewer, tokens } = data.register
  return { handle, id: viewer.id, sessionId: viewer.sessions[0].id, ...tokens }
}
