import { createLogger, createMetrics } from '@forum/service-kit'
import { cleanUp, testDatabase } from '@forum/testing'
// Any generated client will do: the package has no tables of its own.
import { type Prisma, PrismaClient } from '../../../subgraphs/stats/src/generated/prisma/client.ts'
import { Database, type DatabaseOptions } from '../src/index.ts'

type TestDatabase = Database<Prisma.TransactionClient, PrismaClient>

/** A database of its own with a table `things`. */
export async function openTestDatabase(options: Partial<DatabaseOptions> = {}) {
  const { url } = await testDatabase('stats')
  const metrics = createMetrics('postgres')
  const logger = createLogger({ name: 'test', level: 'silent' })
  const database: TestDatabase = new Database(
    { url, logger, metrics, ...options },
    (adapter) => new PrismaClient({ adapter, errorFormat: 'minimal' }),
  )
  cleanUp(() => database.close())
  await database.sql.$executeRaw`CREATE TABLE IF NOT EXISTS things (id int PRIMARY KEY)`
  const counted = async () => (await metrics.getSingleMetric('sql_statements_total')?.get())?.values[0]?.value ?? 0
  return { url, database, metrics, counted }
}
