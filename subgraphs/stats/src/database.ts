import { publicError } from '@forum/graphql-kit'
import { type DatabaseOptions, isAway, Database as Postgres } from '@forum/postgres'
import { type Prisma, PrismaClient } from './generated/prisma/client.ts'

export type Transaction = Prisma.TransactionClient
export type Database = Postgres<Transaction, PrismaClient>

export const openDatabase = (options: DatabaseOptions): Database =>
  new Postgres(options, (adapter) => new PrismaClient({ adapter, errorFormat: 'minimal' }))

/** What somebody who asked waits for; where the database is away, an error that may be shown. */
export function orUnavailable<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return asked.catch((error: unknown) => {
    throw isAway(error)
      ? publicError('SUBGRAPH_UNAVAILABLE', 'This is not available at the moment. Try again soon.')
      : error
  })
}
