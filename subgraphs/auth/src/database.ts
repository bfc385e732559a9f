import type { Logger, Metrics } from '@forum/service-kit'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Counter } from 'prom-client'
import { type Prisma, PrismaClient } from './generated/prisma/client.ts'

export type Transaction = Prisma.TransactionClient

export type DatabaseOptions = {
  url: string
  logger: Logger
  /** Counts the statements of this pool. */
  statements: Counter
  connections?: number
}

export type Database = {
  prisma: PrismaClient
  /** Runs `work` in one transaction and gives its result. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** Whether the database answers. */
  answers(): Promise<boolean>
  close(): Promise<void>
}

/** What GraphQL requests send to Postgres, counted in the driver. */
export const requestStatements = (metrics: Metrics): Counter =>
  new Counter({
    name: 'sql_statements_total',
    help: 'SQL statements sent to Postgres by GraphQL requests, without transaction control.',
    registers: [metrics],
  })

/** What else is sent: verdicts, which those who ask keep, keys, housekeeping, readiness. */
export const backgroundStatements = (metrics: Metrics): Counter =>
  new Counter({
    name: 'sql_background_statements_total',
    help: 'SQL statements sent to Postgres by all that is no GraphQL request, without transaction control.',
    registers: [metrics],
  })

/** A pool of connections to Auth's Postgres. */
export function openDatabase({ url, logger, statements, connections = 10 }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    Client: countingClient(statements),
  })
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

/** Statements that only open or end a transaction; they read and write nothing. */
const transactionControl = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION)\b/i

type Query = (...args: unknown[]) => unknown

function countingClient(statements: Counter): typeof pg.Client {
  return class CountingClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      // pg's overloads have one thing in common, which is all that is needed: a call is a statement. Whatever came goes on unchanged.
      const send = this.query.bind(this) as Query
      const counted: Query = (statement, ...rest) => {
        const text = statementText(statement)
        if (!transactionControl.test(text)) statements.inc()
        return send(statement, ...rest)
      }
      this.query = counted as pg.Client['query']
    }
  }
}

function statementText(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const isConfig = typeof statement === 'object' && statement !== null && 'text' in statement
  return isConfig && typeof statement.text === 'string' ? statement.text : ''
}
