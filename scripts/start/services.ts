import { join } from 'node:path'
import { endLeftover, freePort, StoreProcess } from '@forum/embedded'
import type { Logger } from '@forum/service-kit'
import { portNear } from './preflight.ts'
import type { Secrets } from './secrets.ts'
import { portIn, repository, type Settings } from './settings.ts'
import type { Stores } from './stores.ts'

export type ServiceName = 'auth' | 'posts' | 'stats' | 'gateway'

/** A service as the launcher runs it: its program, its environment, and the address that says whether it is ready. */
export type ServicePlan = {
  name: ServiceName
  label: string
  folder: string
  environment: Record<string, string>
  readyUrl: string
}

type Ports = Record<'auth' | 'posts' | 'stats' | 'grpc', number>

/** The ports between the services: those of the environment's addresses, else the usual ones where they are free. */
export async function choosePorts(settings: Settings): Promise<Ports> {
  const portOf = (url: string | undefined, usual: number) => (url ? portIn(url) : portNear(usual, freePort))
  const [auth, posts, stats, grpc] = await Promise.all([
    portOf(settings.AUTH_URL, 4001),
    portOf(settings.POSTS_URL, 4002),
    portOf(settings.STATS_URL, 4003),
    portOf(settings.AUTH_GRPC_URL, 50_051),
  ])
  return { auth, posts, stats, grpc }
}

/** The four services with their whole environment. Only the gateway listens where others can reach it. */
export function planServices(
  settings: Settings,
  secrets: Secrets,
  stores: Stores,
  ports: Ports,
  publicUrl: string,
): Record<ServiceName, ServicePlan> {
  const grpcUrl = `127.0.0.1:${ports.grpc}`
  const shared = {
    HOST: '127.0.0.1',
    PUBLIC_URL: publicUrl,
    SUBGRAPH_SECRET: settings.SUBGRAPH_SECRET ?? secrets.SUBGRAPH_SECRET,
    KAFKA_BROKERS: stores.kafkaBrokers,
    KAFKA_TOPIC_PREFIX: settings.KAFKA_TOPIC_PREFIX,
    LOG_LEVEL: settings.LOG_LEVEL,
    NODE_ENV: 'production',
  }
  const seeding = settings.SEEDING ? 'on' : 'off'
  const plan = (
    name: ServiceName,
    label: string,
    folder: string,
    port: number,
    own: Record<string, string>,
  ): ServicePlan => ({
    name,
    label,
    folder,
    environment: { ...shared, PORT: String(port), ...own },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
  })
  const gateway = plan('gateway', 'Gateway', 'gateway', settings.PORT, {
    HOST: settings.HOST,
    AUTH_URL: `http://127.0.0.1:${ports.auth}`,
    POSTS_URL: `http://127.0.0.1:${ports.posts}`,
    STATS_URL: `http://127.0.0.1:${ports.stats}`,
    AUTH_GRPC_URL: grpcUrl,
    AUTH_GRPC_SECRET: secrets.gatewayGrpcSecret,
    VISITOR_SECRET: settings.VISITOR_SECRET ?? secrets.VISITOR_SECRET,
    CORS_ORIGINS: settings.CORS_ORIGINS,
    TRUST_PROXY: settings.TRUST_PROXY,
    SANDBOX: settings.SANDBOX ? 'on' : 'off',
    WEB_DIR: join(repository, 'web/dist'),
  })
  const anyHost = settings.HOST === '0.0.0.0' || settings.HOST === '::'
  return {
    auth: plan('auth', 'Auth', 'subgraphs/auth', ports.auth, {
      AUTH_DATABASE_URL: stores.authDatabase,
      AUTH_GRPC_HOST: '127.0.0.1',
      AUTH_GRPC_PORT: String(ports.grpc),
      AUTH_GRPC_SECRETS: `gateway:${secrets.gatewayGrpcSecret},posts:${secrets.postsGrpcSecret},stats:${secrets.statsGrpcSecret}`,
      TOKEN_KEY_SECRET: settings.TOKEN_KEY_SECRET ?? secrets.TOKEN_KEY_SECRET,
      SEEDING: seeding,
    }),
    posts: plan('posts', 'Posts', 'subgraphs/posts', ports.posts, {
      POSTS_DATABASE_URL: stores.postsDatabase,
      AUTH_GRPC_URL: grpcUrl,
      AUTH_GRPC_SECRET: secrets.postsGrpcSecret,
      SEEDING: seeding,
    }),
    stats: plan('stats', 'Stats', 'subgraphs/stats', ports.stats, {
      STATS_DATABASE_URL: stores.statsDatabase,
      CLICKHOUSE_URL: stores.clickhouse,
      AUTH_GRPC_URL: grpcUrl,
      AUTH_GRPC_SECRET: secrets.statsGrpcSecret,
      EXPORTS_DIR: settings.EXPORTS_DIR ?? join(settings.dataDirectory, 'exports'),
      EXPORT_SIGNING_SECRET: settings.EXPORT_SIGNING_SECRET ?? secrets.EXPORT_SIGNING_SECRET,
      SEEDING: seeding,
    }),
    gateway: { ...gateway, readyUrl: `http://${anyHost ? '127.0.0.1' : settings.HOST}:${settings.PORT}/readyz` },
  }
}

/** Where a service's record and its output are kept. */
export const serviceDirectory = (settings: Settings, name: ServiceName): string =>
  join(settings.dataDirectory, 'services', name)

/** Starts a service in its own process group, recorded; its output goes to output.log beside the record. */
export async function startService(settings: Settings, plan: ServicePlan, logger: Logger): Promise<StoreProcess> {
  const directory = serviceDirectory(settings, plan.name)
  await endLeftover(plan.label, directory, logger)
  return StoreProcess.start({
    label: plan.label,
    directory,
    file: process.execPath,
    args: [...quietWarnings, `${plan.folder}/src/main.ts`],
    cwd: repository,
    env: { ...inherited(), ...plan.environment },
    stopSignal: 'SIGTERM',
    stopWithinMs: 5_000,
  })
}

/** What any process of the launcher inherits: everything but the variables that are some service's configuration. */
export function inherited(): Record<string, string | undefined> {
  const ours =
    /^(HOST|PORT|PUBLIC_URL|SUBGRAPH_SECRET|LOG_LEVEL|SEEDING|SANDBOX|CORS_ORIGINS|TRUST_PROXY|EXPORTS_DIR|CLICKHOUSE_URL|NODE_CHANNEL_.*|.*_(DATABASE_URL|SECRET|SECRETS)|KAFKA_.*|(AUTH|POSTS|STATS)_.*URL)$/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}

// kafkajs computes negative timeouts on Node 24 (docs/adr); a service's output is its log.
const quietWarnings = ['--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning']
