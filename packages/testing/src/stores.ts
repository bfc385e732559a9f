import { readFileSync } from 'node:fs'
import type { KafkaAddress } from '@forum/service-kit'
import { inject } from 'vitest'

/** Where the stores of this run are. */
export type TestStores = { postgresUrl: string; kafka: KafkaAddress; clickhouseUrl: string }

declare module 'vitest' {
  interface ProvidedContext {
    stores: TestStores
  }
}

/** Reads the file that FORUM_TEST_STORES_FILE names: stores that somebody else keeps running. */
export function readStoresFile(path: string): TestStores {
  const { postgresUrl, kafka, clickhouseUrl } = JSON.parse(readFileSync(path, 'utf8'))
  for (const [name, value] of Object.entries({ postgresUrl, 'kafka.brokers': kafka?.brokers?.[0], clickhouseUrl })) {
    if (typeof value !== 'string')
      throw new Error(`${path}: ${name} is missing. It names a running Postgres, Kafka and ClickHouse.`)
  }
  return { postgresUrl, kafka, clickhouseUrl }
}

/** Postgres, Kafka and ClickHouse of this run, started once by the global setup. */
export function testStores(): TestStores {
  return inject('stores')
}
