import type { Logger } from '@forum/service-kit'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Counter } from 'prom-client'
import type { Sql } from './sql.ts'
import { countingClient } from './statement-counter.ts'
import { statementNames } from './statement-names.ts'

type TransactionOptions = { maxWait?: number; timeout?: number }

/** As much of a generated Prisma client as is needed. */
export type PrismaLike<Transaction> = Sql & {
  $transaction<Result>(work: (tx: Transaction) => Promise<Result>, options?: TransactionOptions): PromiseLike<Result>
  $disconnect(): Promise<void>
}

export type DatabaseOptions = {
  url: string
  logger: Logger
  /** Counts the statements of this pool. */
  statements: Counter
  /** The most connections at once; 10 unless told. */
  connections?: number
}

const problems = ['InvalidInput', 'NotFound', 'NotAllowed', 'RateLimited', 'Conflict'] as const

/** Carries a refusal out of a transaction, so that it rolls back. */
class Refused extends Error {
  readonly outcome: unknown

  constructor(outcome: unknown) {
    super('refused')
    this.outcome = outcome
  }
}

/** One service's Postgres: a pool of connections, and its generated Prisma client over them. */
export class Database<Transaction extends Sql, Client extends PrismaLike<Transaction>> {
  /** For single statements. */
  readonly prisma: Client
  readonly #pool: pg.Pool

  /** @param createClient makes the service's generated client over the adapter of this pool */
  constructor(
    { url, logger, statements, connections = 10 }: DatabaseOptions,
    createClient: (adapter: PrismaPg) => Client,
  ) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connections,
      Client: countingClient(statements),
      connectionTimeoutMillis: 5_000,
      statement_timeout: 15_000,
    })
    // An idle connection that breaks (Postgres went away) is replaced at its next use; unheard, the event would end the process.
    this.#pool.on('error', (error) => logger.warn({ err: error }, 'a database connection broke'))
    this.prisma = createClient(new PrismaPg(this.#pool, { statementNameGenerator: statementNames() }))
  }

  /** Runs SQL by itself: for single statements. */
  get sql(): Sql {
    return this.prisma
  }

  /** Runs `work` in one transaction and gives its result; throwing rolls back. */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.prisma.$transaction(work, { maxWait: 5_000, timeout: 30_000 })
  }

  /**
   * One transaction, which commits only a success: a problem as outcome rolls everything back, so that a refused write leaves nothing
   * behind.
   */
  async write<Outcome extends { __typename: string }>(work: (tx: Transaction) => Promise<Outcome>): Promise<Outcome> {
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
    await this.#pool.query('SELECT 1')
    return true
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect()
    await this.#pool.end()
  }
}
