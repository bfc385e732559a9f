import type { Logger, Metrics } from '@forum/service-kit'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { BoundedPool } from './bounded-pool.ts'
import { DriverSql } from './driver-sql.ts'
import { PoolExhausted } from './failures.ts'
import type { Sql } from './sql.ts'
import { statementClient } from './statement-client.ts'
import { measurePool, measureStatements, type PoolName } from './statement-metrics.ts'
import { statementNames } from './statement-names.ts'
import { inTransaction } from './transactions.ts'

/** As much of a generated Prisma client as is needed. */
export type PrismaLike = { $disconnect(): Promise<void> }

export type DatabaseOptions = {
  url: string
  logger: Logger
  metrics: Metrics
  /** What it is for, in the metrics; `requests` unless told. */
  pool?: PoolName
  /** The most connections at once; 10 unless told. */
  connections?: number
}

const problems = ['InvalidInput', 'NotFound', 'NotAllowed', 'RateLimited', 'Conflict', 'PasswordNeeded'] as const

/** Carries a refusal out of a transaction, so that it rolls back. */
class Refused extends Error {
  readonly outcome: unknown

  constructor(outcome: unknown) {
    super('refused')
    this.outcome = outcome
  }
}

/** One service's Postgres: a pool of connections, and its generated Prisma client over them. */
export class Database<Client extends PrismaLike> {
  /** Runs SQL by itself: for single statements. */
  readonly sql: Sql
  readonly #nameOf = statementNames()
  readonly #createClient: (adapter: PrismaPg) => Client
  #prisma: Client | undefined
  readonly #pool: BoundedPool
  /** Opened when a caller has gone for the first time: ending a statement must not wait for a connection that statements use. */
  readonly #canceller: pg.Pool
  readonly #onCommit: (() => void)[] = []

  /** @param createClient makes the service's generated client over the adapter of this pool */
  constructor(
    { url, logger, metrics, pool = 'requests', connections = 10 }: DatabaseOptions,
    createClient: (adapter: PrismaPg) => Client,
  ) {
    this.#canceller = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 })
    const cancel = async (processId: number) => {
      await this.#canceller.query('SELECT pg_cancel_backend($1)', [processId]).catch((error: unknown) => {
        logger.debug({ err: error }, 'a statement of a caller that has gone could not be ended; it ends by itself')
      })
    }
    this.#pool = new BoundedPool({
      connectionString: url,
      max: connections,
      Client: statementClient({ onStatement: measureStatements(metrics, pool), cancel }),
      connectionTimeoutMillis: 5_000,
      statement_timeout: 15_000,
    })
    measurePool(metrics, pool, this.#pool)
    // An idle connection that breaks (Postgres went away) is replaced at its next use; unheard, the event would end the process.
    for (const each of [this.#pool, this.#canceller])
      each.on('error', (error) => logger.warn({ err: error }, 'a database connection broke'))
    this.#createClient = createClient
    this.sql = new DriverSql((statement) => this.#pool.query(statement), this.#nameOf)
  }

  /** For models, over the same connections. Made when it is first asked for: no service needs one while it serves, and it takes 69 MB. */
  get prisma(): Client {
    this.#prisma ??= this.#createClient(new PrismaPg(this.#pool, { statementNameGenerator: this.#nameOf }))
    return this.#prisma
  }

  /** Runs `work` in one transaction and gives its result; throwing rolls back. All of its statements go through `tx`. */
  async transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    const committed = await inTransaction(this.#pool, (send) => work(new DriverSql(send, this.#nameOf)))
    for (const listener of this.#onCommit) listener()
    return committed
  }

  /** Calls `listener`, which must not throw, after each transaction of this process that was committed. */
  onCommit(listener: () => void): void {
    this.#onCommit.push(listener)
  }

  /**
   * One transaction, which commits only a success: a problem as outcome rolls everything back, so that a refused write leaves nothing
   * behind.
   */
  async write<Outcome extends { __typename: string }>(work: (tx: Sql) => Promise<Outcome>): Promise<Outcome> {
    try {
      return await this.transaction(async (tx) => {
        const outcome = await work(tx)
        if (problems.some((problem) => problem === outcome.__typename)) throw new Refused(outcome)
        return outcome
      })
    } catch (error) {
      if (error instanceof Refused) return error.outcome as Outcome // put there a few lines above
      throw error
    }
  }

  /** Resolves to true when Postgres answers. Not counted: nobody asked for it. */
  async answers(): Promise<boolean> {
    await this.#pool.query('SELECT 1').catch((error: unknown) => {
      if (!(error instanceof PoolExhausted)) throw error // others get its answers, so it is there
    })
    return true
  }

  async close(): Promise<void> {
    await this.#prisma?.$disconnect()
    await Promise.all([this.#pool.end(), this.#canceller.end()])
  }
}
