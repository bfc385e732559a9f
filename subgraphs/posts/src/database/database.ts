import type { Metrics } from '@forum/service-kit'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { z } from 'zod'
import { Prisma, PrismaClient } from '../generated/prisma/client.ts'
import { countingClient } from './counting-client.ts'

/** What runs SQL: the pool, or a transaction. */
export type Sql = Pick<Prisma.TransactionClient, '$queryRaw' | '$executeRaw'>

const problems = ['InvalidInput', 'NotFound', 'NotAllowed', 'RateLimited', 'Conflict'] as const
export type ProblemName = (typeof problems)[number]

/** Carries a refusal out of a transaction, so that it rolls back. */
class Refused extends Error {
  readonly outcome: unknown

  constructor(outcome: unknown) {
    super('refused')
    this.outcome = outcome
  }
}

/** The posts database. */
export class Database {
  readonly #prisma: PrismaClient
  readonly #pool: pg.Pool

  private constructor(prisma: PrismaClient, pool: pg.Pool) {
    this.#prisma = prisma
    this.#pool = pool
  }

  static open({ url, metrics, poolSize = 10 }: { url: string; metrics: Metrics; poolSize?: number }): Database {
    const pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      Client: countingClient(metrics),
      connectionTimeoutMillis: 15_000,
      statement_timeout: 15_000,
    })
    pool.on('error', () => undefined) // an idle connection that broke is replaced at its next use
    return new Database(new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' }), pool)
  }

  /** For single statements. */
  get sql(): Sql {
    return this.#prisma
  }

  /**
   * One transaction, which commits only a success: a problem as outcome rolls everything back, so that a refused write leaves nothing
   * behind.
   */
  async write<Outcome extends { __typename: string }>(work: (tx: Sql) => Promise<Outcome>): Promise<Outcome> {
    try {
      return await this.#prisma.$transaction(
        async (tx) => {
          const outcome = await work(tx)
          if (problems.some((problem) => problem === outcome.__typename)) throw new Refused(outcome)
          return outcome
        },
        { maxWait: 15_000, timeout: 30_000 },
      )
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
    await this.#prisma.$disconnect()
    await this.#pool.end()
  }
}

/** Runs a statement and reads its rows by a schema, so that a column that changes its type is noticed at the edge. */
export async function select<Row>(sql: Sql, row: z.ZodType<Row>, statement: Prisma.Sql): Promise<Row[]> {
  const rows = await sql.$queryRaw<unknown[]>(statement)
  return rows.map((found) => row.parse(found))
}

export { Prisma }
export const { sql, raw, empty } = Prisma
