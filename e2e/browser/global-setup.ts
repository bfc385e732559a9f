import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeStackData, Stack } from '@forum/embedded'
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
  const directory = mkdtempSync(join(tmpdir(), 'forum-browser-'))
  chmodSync(directory, 0o711) // root's Postgres runs as another user, who must be able to enter
  const logger = createLogger({ name: 'stores', level: 'warn' })
  const stack = await Stack.start({ dataDirectory: directory, logger, maxConnections: 300 })
  const { postgres, kafka, clickhouse } = stack
  if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
  provideStores({ postgresUrl: postgres.url, kafkaBrokers: kafka.url, clickhouseUrl: clickhouse.url })
  return async () => {
    await stack.stop()
    removeStackData(directory)
    rmSync(directory, { recursive: true, force: true })
  }
}
