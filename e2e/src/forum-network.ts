import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, removeOrphanFolders } from '@forum/embedded'
import {
  freePorts,
  newSecrets,
  planServices,
  type Secrets,
  type ServiceName,
  type ServicePlan,
  serviceNames,
} from '@forum/launcher'
import { createLogger, internalHeaders } from '@forum/service-kit'
import { type Email, readMails } from '@forum/testing/mailbox'
import { from, newAddress } from './addresses.ts'
import { GraphQLClient } from './graphql-client.ts'
import { GroupOffsets } from './group-offsets.ts'
import { NetworkStores, type StoreServers } from './network-stores.ts'
import { Person } from './person.ts'
import { ServiceProcess } from './service-process.ts'
import { until } from './until.ts'

export type NetworkOptions = StoreServers & {
  /** Into the services' environment, over what the network gives. */
  environment?: Partial<Record<ServiceName, Record<string, string>>>
}

const folderPrefix = 'forum-network-'

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
  readonly #moreGateways: ServiceProcess[] = []
  readonly #gatewayPlan: ServicePlan
  readonly #secret: string
  /** Where the services write: logs, mails, exports. */
  readonly directory: string
  readonly #offsets: GroupOffsets

  private constructor(
    stores: NetworkStores,
    {
      services,
      gatewayPlan,
      secret,
      directory,
    }: { services: Record<ServiceName, ServiceProcess>; gatewayPlan: ServicePlan; secret: string; directory: string },
  ) {
    this.stores = stores
    this.#services = services
    this.#gatewayPlan = gatewayPlan
    this.#secret = secret
    this.directory = directory
    this.url = services.gateway.url
    this.anonymous = new GraphQLClient(this.url, () => from(newAddress()))
    this.#offsets = new GroupOffsets(stores.servers.kafka, stores.topicPrefix)
  }

  static async start({ environment = {}, ...servers }: NetworkOptions): Promise<ForumNetwork> {
    await removeOrphanFolders({
      prefix: folderPrefix,
      parts: serviceNames.map((name) => join('services', name)),
      logger: createLogger({ name: 'forum-network', level: 'error' }),
      remove: (path) => rmSync(path, { recursive: true, force: true }),
    })
    const stores = await NetworkStores.create(servers)
    const directory = mkdtempSync(join(tmpdir(), folderPrefix))
    const secrets = newSecrets()
    const plans = await planNetwork(stores, directory, secrets, environment)
    const services = {
      auth: new ServiceProcess(plans.auth, directory),
      posts: new ServiceProcess(plans.posts, directory),
      stats: new ServiceProcess(plans.stats, directory),
      gateway: new ServiceProcess(plans.gateway, directory),
    }
    const network = new ForumNetwork(stores, {
      services,
      gatewayPlan: plans.gateway,
      secret: secrets.SUBGRAPH_SECRET,
      directory,
    })
    try {
      await Promise.all(Object.values(services).map((service) => service.start()))
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

  /** One more gateway of this forum, on ports of its own; it goes with the forum. */
  async anotherGateway(): Promise<ServiceProcess> {
    const [port, metricsPort] = [await freePort(), await freePort()]
    const { environment, ...plan } = this.#gatewayPlan
    const gateway = new ServiceProcess(
      {
        ...plan,
        environment: { ...environment, PORT: String(port), METRICS_PORT: String(metricsPort) },
        readyUrl: `http://127.0.0.1:${port}/readyz`,
        metricsUrl: `http://127.0.0.1:${metricsPort}`,
      },
      join(this.directory, `gateway-${port}`),
    )
    this.#moreGateways.push(gateway)
    await gateway.start()
    await gateway.whenReady()
    return gateway
  }

  /** The mails to an address that were sent so far, oldest first. Sends what waits before. */
  async mailsTo(address: string): Promise<Email[]> {
    await this.#drain(this.#services.auth)
    const mails = await readMails(mailDirectoryOf(this.directory))
    return mails.filter(({ to }) => to?.some((each) => each.address === address))
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

  /** Resolves when all that has happened has been processed: outboxes and batches are flushed, every consumer group is at the end. */
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
    await this.service(name).start()
    await this.service(name).whenReady()
  }

  /** Stops the services, and drops their data unless the stores go with it anyway. */
  async stop({ withData = true } = {}): Promise<void> {
    await Promise.all([this.#services.gateway, ...this.#moreGateways].map((gateway) => gateway.stop()))
    await Promise.all(serviceNames.map((name) => this.#services[name].stop()))
    if (withData) await this.stores.drop()
    else await this.stores.broker.close()
    rmSync(this.directory, { recursive: true, force: true })
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

/** Each simulated person comes from an address of their own. Whether a page is written must not depend on the machine's speed: none is unless a test says so. */
const mailDirectoryOf = (directory: string): string => join(directory, 'mail')

const forTests = { TRUST_PROXY: 'loopback', PAGE_PATIENCE_MS: '0' }

async function planNetwork(
  stores: NetworkStores,
  directory: string,
  secrets: Secrets,
  environment: NonNullable<NetworkOptions['environment']>,
): Promise<Record<ServiceName, ServicePlan>> {
  const ports = await freePorts()
  return planServices({
    host: '127.0.0.1',
    publicUrl: `http://127.0.0.1:${ports.gateway}`,
    ports,
    secrets,
    stores: stores.addresses,
    exportsDirectory: join(directory, 'exports'),
    mailDirectory: mailDirectoryOf(directory),
    seeding: true,
    sandbox: true,
    logLevel: 'info',
    environment: { ...environment, gateway: { ...forTests, ...environment.gateway } },
  })
}
