import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTemporaryStack } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import { provideStores } from './stores.ts'

/** Postgres, Kafka and ClickHouse for all workers: those that FORUM_TEST_STORES_FILE names, else started for this run and ended after it. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (!existsSync(join(import.meta.dirname, '../../web/dist/index.html'))) {
    throw new Error('web/dist is not there: run `npm run build -w web` first.')
  }
  const file = process.env['FORUM_TEST_STORES_FILE']
  if (file) {
    provideStores(JSON.parse(readFileSync(file, 'utf8')))
    return undefined
  }
  const logger = createLogger({ name: 'stores', level: 'warn' })
  const { stack, remove } = await startTemporaryStack({ logger, maxConnections: 300 })
  const { postgres, kafka, clickhouse } = stack
  if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
  provideStores({ postgresUrl: postgres.url, kafka: kafka.address, clickhouseUrl: clickhouse.url })
  return remove
}
