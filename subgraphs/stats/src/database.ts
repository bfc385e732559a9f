import { publicError } from '@forum/graphql-kit'
import type { Logger } from '@forum/service-kit'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from './generated/prisma/client.ts'

export type Transaction = Prisma.TransactionClient

export type DatabaseOptions = { url: string; logger: Logger; connections?: number }

export type Database = {
  prisma: PrismaClient
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  answers(): Promise<boolean>
  close(): Promise<void>
}

/** Stats' Postgres: jobs and marks. */
export function openDatabase({ url, logger, connections = 8 }: DatabaseOptions): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 5_000 })
  // An idle connection that breaks (Postgres went away) is replaced at its next use; unheard, the event would end the process.
  pool.on('error', (error) => logger.warn({ err: error }, 'a database connection broke'))
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  })
  return {
    prisma,
    transaction: (work) => prisma.$transaction(work),
    answers: async () => (await pool.query('SELECT 1')).rowCount === 1,
    close: async () => {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

const awayCodes =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|08\w{3}|57P0[123]|53300|P1001|P1002|P1008|P1017|P2024)$/
const awayWords =
  /ECONNREFUSED|ECONNRESET|Connection terminated|timeout exceeded when trying to connect|reach database server/i

/** What somebody who asked waits for; where the database is away, an error that may be shown. */
export function orUnavailable<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return asked.catch((error: unknown) => {
    throw isAway(error)
      ? publicError('SUBGRAPH_UNAVAILABLE', 'This is not available at the moment. Try again soon.')
      : error
  })
}

/** Whether an error of the database means that it is away, rather than that something is wrong with what it was asked. */
export function isAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && awayCodes.test(cause.code)) return true
    if (awayWords.test(cause.message)) return true
  }
  return false
}
