import { type DatabaseOptions, Database as Postgres } from '@forum/postgres'
import { type Prisma, PrismaClient } from '../generated/prisma/client.ts'

type Transaction = Prisma.TransactionClient
export type Database = Postgres<Transaction, PrismaClient>

export const openDatabase = (options: DatabaseOptions): Database =>
  new Postgres(options, (adapter) => new PrismaClient({ adapter, errorFormat: 'minimal' }))
