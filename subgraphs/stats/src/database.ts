import { type DatabaseOptions, Database as Postgres } from '@forum/postgres'
import { PrismaClient } from './generated/prisma/client.ts'

export type Database = Postgres<PrismaClient>

export const openDatabase = (options: DatabaseOptions): Database =>
  new Postgres(options, (adapter) => new PrismaClient({ adapter, errorFormat: 'minimal' }))
