import { startTemporaryStack } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import type { TestProject } from 'vitest/node'
import { readStoresFile } from './stores.ts'

/** Vitest's global setup: takes the stores that FORUM_TEST_STORES_FILE names, else starts them for this run and ends them after it. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const file = process.env['FORUM_TEST_STORES_FILE']
  if (file) {
    project.provide('stores', readStoresFile(file))
    return undefined
  }
  const logger = createLogger({ name: 'stores', level: 'warn' })
  const { stack, remove } = await startTemporaryStack({ logger, maxConnections: 400 })
  const { postgres, kafka, clickhouse } = stack
  if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
  project.provide('stores', { postgresUrl: postgres.url, kafka: kafka.address, clickhouseUrl: clickhouse.url })
  return remove
}
