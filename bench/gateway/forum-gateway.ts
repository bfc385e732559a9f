import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// node bench/gateway/forum-gateway.ts OPTIONS-AS-JSON: the forum's gateway of a checkout over any supergraph and subgraphs, with all that it does for
// a request but for asking Auth: a bearer token `person-N` is person N. Prints its address; ends with its standard input.

export type ForumGatewayOptions = {
  checkout: string
  supergraphSdl: string
  /** By name. The forum's own three must be among them. */
  subgraphUrls: Record<string, string>
  sharesReads: boolean
  sharesAnswers: boolean
}

const options: ForumGatewayOptions = JSON.parse(process.argv[2] ?? '')
const { checkout, supergraphSdl, subgraphUrls, sharesReads, sharesAnswers } = options
const [{ createGateway }, { createLogger, createMetrics }] = await Promise.all([
  load<typeof import('@forum/gateway')>('gateway/src/index.ts'),
  load<typeof import('@forum/service-kit')>('packages/service-kit/src/index.ts'),
])
const secret = 'a secret of this bench alone, and of nothing else'
const { auth = '', posts = '', stats = '' } = subgraphUrls
const app = await createGateway({
  supergraphSdl,
  subgraphUrls,
  sharesReads,
  sharesAnswers,
  config: {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: 0,
    METRICS_HOST: '127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1',
    SUBGRAPH_SECRET: secret,
    VISITOR_SECRET: secret,
    AUTH_URL: auth,
    POSTS_URL: posts,
    STATS_URL: stats,
    CORS_ORIGINS: [],
    TRUST_PROXY: ['loopback'],
    SANDBOX: false,
    PAGE_PATIENCE_MS: 300,
    WEB_DIR: join(checkout, 'no-web-app'),
  },
  verifier: {
    verify: async (token) => ({
      status: 'valid',
      userId: token,
      handle: token,
      role: 'USER',
      sessionId: token,
      scopes: ['*'],
      expiresAt: new Date(Date.now() + 3_600_000),
      accountStatus: 'ACTIVE',
      asOf: Date.now(),
    }),
  },
  producer: { send: async () => undefined },
  logger: createLogger({ name: 'gateway', level: 'error' }),
  metrics: createMetrics('gateway'),
})
console.log(await app.listen({ port: 0, host: '127.0.0.1' }))
process.stdin.resume().once('end', () => process.exit(0))

function load<Module>(file: string): Promise<Module> {
  return import(pathToFileURL(join(checkout, file)).href)
}
