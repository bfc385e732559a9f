import { createLogger, createMetrics } from '@forum/service-kit'
import { cleanUp, emptyDatabase } from '@forum/testing'
import { Database, type DatabaseOptions } from '../src/index.ts'
import { PrismaClient } from './generated/prisma/client.ts'

type TestDatabase = Database<PrismaClient>

/** A database of its own with the table `things` of schema.prisma. */
export async function openTestDatabase(options: Partial<DatabaseOptions> = {}) {
  const { url } = await emptyDatabase('postgres')
  const metrics = createMetrics('postgres')
  const logger = createLogger({ name: 'test', level: 'silent' })
  const database: TestDatabase = new Database(
    { url, logger, metrics, ...options },
    (adapter) => new PrismaClient({ adapter, errorFormat: 'minimal' }),
  )
  cleanUp(() => database.close())
  await database.sql.$executeRaw`CREATE TABLE things (id int PRIMARY KEY)`
  const counted = async () => {
    const metric = await metrics.getSingleMetric('forum_postgres_statements_total')?.get()
    return metric?.values.find(({ labels }) => labels.pool === (options.pool ?? 'requests'))?.value ?? 0
  }
  return { url, database, metrics, counted }
}
