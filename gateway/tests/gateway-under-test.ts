import { type RequestOptions, request } from 'node:http'
import { join } from 'node:path'
import type { ForumEvent } from '@forum/events'
import { assembleSdl } from '@forum/graphql-kit'
import { createMetrics } from '@forum/service-kit'
import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import { composeSupergraph } from '../src/composition/compose-supergraph.ts'
import { createGateway, type GatewayDeps } from '../src/server.ts'
import { quiet, startAuth, startPosts, startStats, subgraphSecret, verify } from './small-forum.ts'

const publicUrl = 'http://forum.test'
export const ownOrigin = { origin: publicUrl }

export type SmallForum = {
  gateway: FastifyInstance
  subgraphs: { auth: FastifyInstance; posts: FastifyInstance; stats: FastifyInstance }
  /** What went to Kafka's door. */
  reported: ForumEvent<string, unknown>[]
}

export function portOf(app: FastifyInstance): number {
  const address = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the app does not listen')
  return address.port
}

export const urlOf = (app: FastifyInstance): string => `http://127.0.0.1:${portOf(app)}`

type SmallForumOptions = Partial<
  Pick<GatewayDeps, 'maximumInFlight' | 'clock' | 'metrics' | 'sharesReads' | 'sharesAnswers' | 'follow'>
> & {
  changeSupergraph?: (sdl: string) => string
}

/** A gateway over three small subgraphs, closed after the file. */
export async function startSmallForum(
  config: Partial<GatewayDeps['config']> = {},
  { changeSupergraph = (sdl: string) => sdl, ...more }: SmallForumOptions = {},
): Promise<SmallForum> {
  const [auth, posts, stats] = await Promise.all([startAuth(), startPosts(), startStats()])
  const reported: SmallForum['reported'] = []
  const gateway = await createGateway({
    supergraphSdl: changeSupergraph(composeFixtures()),
    verifier: {
      verify: async (token) => ({ ...(await verify(token)) }) as Awaited<ReturnType<GatewayDeps['verifier']['verify']>>,
    },
    producer: { send: async (events) => void reported.push(...events) },
    logger: quiet,
    metrics: createMetrics('gateway'),
    ...more,
    config: {
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: 0,
      METRICS_HOST: '127.0.0.1',
      PUBLIC_URL: publicUrl,
      SUBGRAPH_SECRET: subgraphSecret,
      VISITOR_SECRET: 'visitor-secret-visitor-secret-visitor-secret',
      AUTH_URL: urlOf(auth),
      POSTS_URL: urlOf(posts),
      STATS_URL: urlOf(stats),
      CORS_ORIGINS: [],
      TRUST_PROXY: false,
      SANDBOX: false,
      // No page is late on a slow machine unless a test wants it to be.
      PAGE_PATIENCE_MS: 60_000,
      WEB_DIR: join(import.meta.dirname, 'fixtures/web'),
      ...config,
    },
  })
  afterAll(async () => {
    await gateway.close()
    await Promise.all([auth, posts, stats].map((app) => app.close()))
  })
  return { gateway, subgraphs: { auth, posts, stats }, reported }
}

export function composeFixtures(): string {
  const composition = composeSupergraph(
    ['auth', 'posts', 'stats'].map((name) => ({
      name,
      sdl: assembleSdl({ directory: join(import.meta.dirname, 'fixtures', name) }),
    })),
  )
  if (!composition.ok) throw new Error(composition.problems.join('\n'))
  return composition.supergraphSdl
}

export type Answer = {
  status: number
  headers: Record<string, unknown>
  data: Record<string, unknown> | null | undefined
  errors:
    | {
        message: string
        path?: (string | number)[]
        extensions: { code: string; reason?: string; retryAfterSeconds?: number }
      }[]
    | undefined
  text: string
  cookies: string[]
}

let asked = 0
/** An address that nobody has asked from yet. */
const newAddress = (): string => `198.18.${Math.floor((asked += 1) / 256)}.${asked % 256}`

type AskOptions = { variables?: Record<string, unknown>; headers?: Record<string, string>; address?: string }

/** Asks as a program or, with headers, as a browser; from an address of its own unless it says which, because limits count by it. */
export async function ask(
  { gateway }: Pick<SmallForum, 'gateway'>,
  query: string,
  { variables, headers = {}, address = newAddress() }: AskOptions = {},
): Promise<Answer> {
  const answer = await gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers,
    remoteAddress: address,
    payload: { query, ...(variables ? { variables } : {}) },
  })
  const { data, errors } = answer.json()
  const set = answer.headers['set-cookie']
  return {
    status: answer.statusCode,
    headers: answer.headers,
    data,
    errors,
    text: answer.body,
    cookies: Array.isArray(set) ? set : set ? [set] : [],
  }
}

/** A GET with its path and headers sent as they are; `inject` and `fetch` would write them anew. */
export const rawRequest = ({
  port,
  path,
  headers = {},
}: Required<Pick<RequestOptions, 'port' | 'path'>> & Pick<RequestOptions, 'headers'>) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        body += piece
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      response.on('error', reject)
    })
      .on('error', reject)
      .end()
  })
