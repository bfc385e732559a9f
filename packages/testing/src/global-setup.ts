import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeStackData, Stack } from '@forum/embedded'
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
  const dataDirectory = mkdtempSync(join(tmpdir(), 'forum-test-'))
  chmodSync(dataDirectory, 0o711) // root's Postgres runs as another user, who must be able to enter
  const stack = await Stack.start({
    dataDirectory,
    logger: createLogger({ name: 'stores', level: 'warn' }),
    maxConnections: 400,
  })
  const { postgres, kafka, clickhouse } = stack
  if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
  project.provide('stores', { postgresUrl: postgres.url, kafkaBrokers: kafka.url, clickhouseUrl: clickhouse.url })
  return async () => {
    await stack.stop()
    removeStackData(dataDirectory)
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}
