import { join } from 'node:path'
import { kafkaEnvironment } from '@forum/service-kit'
import type { Secrets } from '../data-folder/secrets.ts'
import { repository } from '../settings/settings.ts'
import type { Stores } from '../stores/stores.ts'
import type { Ports } from './ports.ts'
import { type ServiceName, services } from './service-name.ts'

/** A service as it is run: its program, its environment, and the address that says whether it is ready. */
export type ServicePlan = {
  name: ServiceName
  label: string
  folder: string
  /** Whether its programs are bundles where they have one, as `npm start` runs them; else its sources. */
  runsBundles: boolean
  environment: Record<string, string>
  /** Over that environment when it migrates: the owner's address of its database. */
  migration: Record<string, string>
  readyUrl: string
  /** Where operators see its metrics and the single checks of its readiness. */
  metricsUrl: string
}

/** What the four services of one forum are told, whoever runs them: `npm start` or a test. */
export type ForumPlan = {
  /** Where the gateway listens. */
  host: string
  publicUrl: string
  ports: Ports
  secrets: Secrets
  stores: Stores
  exportsDirectory: string
  /** Where Auth writes mails as files while it has no SMTP_URL. */
  mailDirectory: string
  seeding: boolean
  sandbox: boolean
  logLevel: string
  runsBundles?: boolean
  /** Into a service's environment, over what is planned here. */
  environment?: Partial<Record<ServiceName, Record<string, string>>>
}

/** The four services with their whole environment: the only place that says what a service is told. Only the gateway listens where others can reach it. */
export function planServices(forum: ForumPlan): Record<ServiceName, ServicePlan> {
  const { ports, runsBundles = false, environment = {} } = forum
  const { databases } = forum.stores
  const anyHost = forum.host === '0.0.0.0' || forum.host === '::'
  const plan = (
    name: ServiceName,
    own: Record<string, string>,
    migration: Record<string, string> = {},
  ): ServicePlan => ({
    name,
    ...services[name],
    runsBundles,
    environment: {
      ...forAll(forum),
      PORT: String(ports[name]),
      METRICS_PORT: String(ports.metrics[name]),
      ...own,
      ...environment[name],
    },
    migration,
    readyUrl: `http://${name === 'gateway' && !anyHost ? forum.host : '127.0.0.1'}:${ports[name]}/readyz`,
    metricsUrl: `http://127.0.0.1:${ports.metrics[name]}`,
  })
  return {
    auth: plan('auth', forAuth(forum), { AUTH_DATABASE_URL: databases.auth.owner }),
    posts: plan('posts', forPosts(forum), { POSTS_DATABASE_URL: databases.posts.owner }),
    stats: plan('stats', forStats(forum), { STATS_DATABASE_URL: databases.stats.owner }),
    gateway: plan('gateway', forGateway(forum)),
  }
}

function forAll({ publicUrl, secrets, stores, logLevel }: ForumPlan): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PUBLIC_URL: publicUrl,
    SUBGRAPH_SECRET: secrets.SUBGRAPH_SECRET,
    ...kafkaEnvironment(stores.kafka),
    KAFKA_TOPIC_PREFIX: stores.kafkaTopicPrefix,
    LOG_LEVEL: logLevel,
    NODE_ENV: 'production',
  }
}

function forAuth({ ports, secrets, stores, mailDirectory, seeding }: ForumPlan): Record<string, string> {
  return {
    AUTH_DATABASE_URL: stores.databases.auth.service,
    AUTH_GRPC_HOST: '127.0.0.1',
    AUTH_GRPC_PORT: String(ports.grpc),
    AUTH_GRPC_SECRETS: `gateway:${secrets.gatewayGrpcSecret},posts:${secrets.postsGrpcSecret},stats:${secrets.statsGrpcSecret}`,
    TOKEN_KEY_SECRET: secrets.TOKEN_KEY_SECRET,
    MAIL_DIR: mailDirectory,
    SEEDING: onOrOff(seeding),
  }
}

function forPosts({ ports, secrets, stores, seeding }: ForumPlan): Record<string, string> {
  return {
    POSTS_DATABASE_URL: stores.databases.posts.service,
    AUTH_GRPC_URL: local(ports.grpc),
    AUTH_GRPC_SECRET: secrets.postsGrpcSecret,
    POSTS_GRPC_HOST: '127.0.0.1',
    POSTS_GRPC_PORT: String(ports.postsGrpc),
    POSTS_GRPC_SECRETS: `stats:${secrets.statsGrpcSecret}`,
    SEEDING: onOrOff(seeding),
  }
}

function forStats({ ports, secrets, stores, exportsDirectory, seeding }: ForumPlan): Record<string, string> {
  return {
    STATS_DATABASE_URL: stores.databases.stats.service,
    CLICKHOUSE_URL: stores.clickhouse,
    ...(stores.clickhouseDatabase === undefined ? {} : { CLICKHOUSE_DATABASE: stores.clickhouseDatabase }),
    AUTH_GRPC_URL: local(ports.grpc),
    AUTH_GRPC_SECRET: secrets.statsGrpcSecret,
    POSTS_GRPC_URL: local(ports.postsGrpc),
    POSTS_GRPC_SECRET: secrets.statsGrpcSecret,
    EXPORTS_DIR: exportsDirectory,
    EXPORT_SIGNING_SECRET: secrets.EXPORT_SIGNING_SECRET,
    SEEDING: onOrOff(seeding),
  }
}

function forGateway({ host, ports, secrets, sandbox }: ForumPlan): Record<string, string> {
  return {
    HOST: host,
    AUTH_URL: `http://${local(ports.auth)}`,
    POSTS_URL: `http://${local(ports.posts)}`,
    STATS_URL: `http://${local(ports.stats)}`,
    AUTH_GRPC_URL: local(ports.grpc),
    AUTH_GRPC_SECRET: secrets.gatewayGrpcSecret,
    VISITOR_SECRET: secrets.VISITOR_SECRET,
    SANDBOX: onOrOff(sandbox),
    WEB_DIR: join(repository, 'web/dist'),
  }
}

const local = (port: number): string => `127.0.0.1:${port}`
const onOrOff = (value: boolean): string => (value ? 'on' : 'off')
