import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@forum/embedded'
import { internalHeaders } from '@forum/service-kit'
import { from, newAddress } from './addresses.ts'
import { GraphQLClient } from './graphql-client.ts'
import { GroupOffsets } from './group-offsets.ts'
import { NetworkStores, type StoreServers } from './network-stores.ts'
import { Person } from './person.ts'
import { type ServiceName, ServiceProcess } from './service-process.ts'
import { until } from './until.ts'

export type NetworkOptions = StoreServers & {
  /** Into the services' environment, over what the network gives. */
  environment?: Partial<Record<ServiceName, Record<string, string>>>
}

const serviceNames = ['auth', 'posts', 'stats', 'gateway'] as const

/**
 * The whole forum as one object: the same main.ts files as everywhere, as processes on free ports, over store servers that something else
 * started, in databases and topics of its own.
 */
export class ForumNetwork {
  readonly stores: NetworkStores
  /** The public entry. */
  readonly url: string
  /** Nobody in particular: somebody else each time. */
  readonly anonymous: GraphQLClient
  readonly #services: Record<ServiceName, ServiceProcess>
  readonly #secret: string
  readonly #directory: string
  readonly #offsets: GroupOffsets

  private constructor(
    stores: NetworkStores,
    {
      services,
      secret,
      directory,
    }: { services: Record<ServiceName, ServiceProcess>; secret: string; directory: string },
  ) {
    this.stores = stores
    this.#services = services
    this.#secret = secret
    this.#directory = directory
    this.url = services.gateway.url
    this.anonymous = new GraphQLClient(this.url, () => from(newAddress()))
    this.#offsets = new GroupOffsets(stores.servers.kafkaBrokers.split(','), stores.topicPrefix)
  }

  static async start({ environment = {}, ...servers }: NetworkOptions): Promise<ForumNetwork> {
    const stores = await NetworkStores.create(servers)
    const directory = mkdtempSync(join(tmpdir(), 'forum-network-'))
    const secret = randomSecret()
    const services = await planServices(stores, directory, secret, environment)
    const network = new ForumNetwork(stores, { services, secret, directory })
    try {
      for (const service of Object.values(services)) service.start()
      await Promise.all(Object.values(services).map((service) => service.whenReady()))
      return network
    } catch (error) {
      await network.stop()
      throw error
    }
  }

  /** What a subgraph demands of whoever asks it. */
  get subgraphSecret(): string {
    return this.#secret
  }

  service(name: ServiceName): ServiceProcess {
    return this.#services[name]
  }

  /** A new account, made through the gateway. */
  person(handle: string): Promise<Person> {
    return Person.register(this.url, handle)
  }

  /** Straight at a subgraph, as the gateway asks it. */
  subgraph(name: Exclude<ServiceName, 'gateway'>, person?: Person): GraphQLClient {
    return new GraphQLClient(this.service(name).url, () => ({
      [internalHeaders.gatewaySecret]: this.#secret,
      ...(person ? { authorization: `Bearer ${person.tokens.accessToken}` } : {}),
    }))
  }

  /** Resolves when all that has happened has been worked off: outboxes and batches are flushed, every consumer group is at the end. */
  async processAll(): Promise<void> {
    const running = Object.values(this.#services).filter(({ isRunning }) => isRunning)
    await Promise.all(running.map((service) => this.#drain(service)))
    await until(async () => {
      const behind = await this.#offsets.behind()
      return behind.length === 0 || behind.join('; ')
    }, 60_000)
  }

  async kill(name: ServiceName): Promise<void> {
    await this.service(name).kill()
  }

  /** Starts a service that was killed or stopped, on its old port. */
  async restart(name: ServiceName): Promise<void> {
    this.service(name).start()
    await this.service(name).whenReady()
  }

  /** Stops the services, and drops their data unless the stores go with it anyway. */
  async stop({ withData = true } = {}): Promise<void> {
    await this.#services.gateway.stop()
    await Promise.all(serviceNames.map((name) => this.#services[name].stop()))
    if (withData) await this.stores.drop()
    else await this.stores.broker.close()
    rmSync(this.#directory, { recursive: true, force: true })
  }

  async #drain(service: ServiceProcess): Promise<void> {
    const answer = await fetch(`${service.url}/internal/drain`, {
      method: 'POST',
      headers: { [internalHeaders.gatewaySecret]: this.#secret },
      signal: AbortSignal.timeout(60_000),
    })
    if (!answer.ok) throw new Error(`drain of ${service.url}: ${answer.status} ${await answer.text()}`)
  }
}

const randomSecret = () => randomBytes(32).toString('hex')

async function planServices(
  stores: NetworkStores,
  directory: string,
  secret: string,
  environment: NonNullable<NetworkOptions['environment']>,
): Promise<Record<ServiceName, ServiceProcess>> {
  const [gatewayPort, authPort, postsPort, statsPort, grpcPort] = await freePorts(5)
  const url = (port: number) => `http://127.0.0.1:${port}`
  const grpcSecrets = { gateway: randomSecret(), posts: randomSecret(), stats: randomSecret() }
  const shared = {
    HOST: '127.0.0.1',
    PUBLIC_URL: url(gatewayPort),
    SUBGRAPH_SECRET: secret,
    KAFKA_BROKERS: stores.servers.kafkaBrokers,
    KAFKA_TOPIC_PREFIX: stores.topicPrefix,
    LOG_LEVEL: 'info',
    NODE_ENV: 'production',
    SEEDING: 'on',
  }
  const grpc = (service: keyof typeof grpcSecrets) => ({
    AUTH_GRPC_URL: `127.0.0.1:${grpcPort}`,
    AUTH_GRPC_SECRET: grpcSecrets[service],
  })
  const own: Record<ServiceName, Record<string, string>> = {
    auth: {
      PORT: String(authPort),
      AUTH_DATABASE_URL: stores.databaseUrl('auth'),
      AUTH_GRPC_HOST: '127.0.0.1',
      AUTH_GRPC_PORT: String(grpcPort),
      AUTH_GRPC_SECRETS: Object.entries(grpcSecrets)
        .map(([name, value]) => `${name}:${value}`)
        .join(','),
      TOKEN_KEY_SECRET: randomSecret(),
    },
    posts: { PORT: String(postsPort), POSTS_DATABASE_URL: stores.databaseUrl('posts'), ...grpc('posts') },
    stats: {
      PORT: String(statsPort),
      STATS_DATABASE_URL: stores.databaseUrl('stats'),
      CLICKHOUSE_URL: stores.servers.clickhouseUrl,
      CLICKHOUSE_DATABASE: stores.clickhouseDatabase,
      EXPORTS_DIR: join(directory, 'exports'),
      EXPORT_SIGNING_SECRET: randomSecret(),
      ...grpc('stats'),
    },
    gateway: {
      PORT: String(gatewayPort),
      AUTH_URL: url(authPort),
      POSTS_URL: url(postsPort),
      STATS_URL: url(statsPort),
      VISITOR_SECRET: randomSecret(),
      SANDBOX: 'on',
      // Each simulated person comes from an address of their own.
      TRUST_PROXY: 'loopback',
      ...grpc('gateway'),
    },
  }
  const ports = { auth: authPort, posts: postsPort, stats: statsPort, gateway: gatewayPort }
  const plan = (name: ServiceName) =>
    new ServiceProcess({
      name,
      url: url(ports[name]),
      environment: { ...shared, ...own[name], ...environment[name] },
      logDirectory: directory,
    })
  return { auth: plan('auth'), posts: plan('posts'), stats: plan('stats'), gateway: plan('gateway') }
}

/** Distinct ones; asked for together, so that the same is not given twice. */
async function freePorts(count: 5): Promise<[number, number, number, number, number]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort())
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = ports
  return [a, b, c, d, e]
}
