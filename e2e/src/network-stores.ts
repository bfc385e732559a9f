import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createClient } from '@clickhouse/client'
import { type Broker, createBroker } from '@forum/events'
import { type DatabaseName, databaseNames, type Stores } from '@forum/launcher'
import { databaseAt, migrateClickHouse, migratePostgres, prepareDatabase, type Role, roleUrl } from '@forum/migrations'
import { createLogger, type KafkaAddress } from '@forum/service-kit'
import { Client } from 'pg'

/** Servers that run already; the network makes its own databases and topics on them. */
export type StoreServers = { postgresUrl: string; kafka: KafkaAddress; clickhouseUrl: string }

const repository = join(import.meta.dirname, '../..')

/** The databases, topics and ClickHouse database of one network. */
export class NetworkStores {
  readonly id: string
  readonly broker: Broker
  readonly servers: StoreServers
  readonly #password = randomBytes(16).toString('hex')

  private constructor(servers: StoreServers) {
    this.servers = servers
    this.id = randomBytes(6).toString('hex')
    this.broker = createBroker({
      ...servers.kafka,
      topicPrefix: this.topicPrefix,
      clientId: 'forum-network',
      logger: createLogger({ name: 'forum-network', level: 'error' }),
      partitions: 2,
    })
  }

  static async create(servers: StoreServers): Promise<NetworkStores> {
    const stores = new NetworkStores(servers)
    await Promise.all([
      stores.broker.ensureTopics(),
      migrateClickHouse({
        url: servers.clickhouseUrl,
        database: stores.clickhouseDatabase,
        directory: join(repository, 'subgraphs/stats/clickhouse'),
      }),
      ...databaseNames.map((name) => stores.#makeDatabase(name)),
    ])
    return stores
  }

  get topicPrefix(): string {
    return `network-${this.id}-`
  }

  get clickhouseDatabase(): string {
    return `forum_network_${this.id}`
  }

  /** What the services of the network are told. */
  get addresses(): Stores {
    return {
      databases: { auth: this.#addresses('auth'), posts: this.#addresses('posts'), stats: this.#addresses('stats') },
      kafka: this.servers.kafka,
      kafkaTopicPrefix: this.topicPrefix,
      clickhouse: this.servers.clickhouseUrl,
      clickhouseDatabase: this.clickhouseDatabase,
    }
  }

  /** The superuser's: for the test itself. */
  databaseUrl(name: DatabaseName): string {
    return databaseAt(this.servers.postgresUrl, this.#databaseName(name))
  }

  /** Rows of one of the databases, by SQL: what a test compares the API with. */
  async sql<Row extends Record<string, unknown>>(
    name: DatabaseName,
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    const client = new Client({ connectionString: this.databaseUrl(name) })
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  async clickhouse<Row>(query: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    const client = createClient({ url: this.servers.clickhouseUrl, database: this.clickhouseDatabase })
    try {
      const answer = await client.query({ query, query_params: parameters, format: 'JSONEachRow' })
      return await answer.json<Row>()
    } finally {
      await client.close()
    }
  }

  /** A statement that gives no rows. */
  async clickhouseCommand(query: string): Promise<void> {
    const client = createClient({ url: this.servers.clickhouseUrl, database: this.clickhouseDatabase })
    try {
      await client.command({ query })
    } finally {
      await client.close()
    }
  }

  async drop(): Promise<void> {
    await this.broker.close()
    await this.broker.deleteTopics()
    await this.broker.close()
    const clickhouse = createClient({ url: this.servers.clickhouseUrl })
    await clickhouse.command({ query: `DROP DATABASE IF EXISTS ${this.clickhouseDatabase} SYNC` })
    await clickhouse.close()
    const client = new Client({ connectionString: this.servers.postgresUrl })
    await client.connect()
    for (const name of databaseNames)
      await client.query(`DROP DATABASE IF EXISTS ${this.#databaseName(name)} WITH (FORCE)`)
    for (const { name } of [...databaseNames.map((each) => this.#service(each)), this.#owner])
      await client.query(`DROP ROLE IF EXISTS ${name}`)
    await client.end()
  }

  async #makeDatabase(name: DatabaseName): Promise<void> {
    const database = this.#databaseName(name)
    const { postgresUrl: server } = this.servers
    await prepareDatabase({ server, database, owner: this.#owner, service: this.#service(name) })
    const { owner: url } = this.#addresses(name)
    await migratePostgres({ url, directory: join(repository, 'prisma', name, 'migrations') })
  }

  #addresses(name: DatabaseName): { service: string; owner: string } {
    const address = (role: Role) => roleUrl(this.servers.postgresUrl, this.#databaseName(name), role)
    return { service: address(this.#service(name)), owner: address(this.#owner) }
  }

  get #owner(): Role {
    return { name: `forum_network_owner_${this.id}`, password: this.#password }
  }

  #service(name: DatabaseName): Role {
    return { name: this.#databaseName(name), password: this.#password }
  }

  #databaseName(name: DatabaseName): string {
    return `forum_network_${name}_${this.id}`
  }
}
