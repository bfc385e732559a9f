import { createLogger, createMetrics } from '@forum/service-kit'
import { cleanUp, testClickHouse } from '@forum/testing'
import { ClickHouse } from '../../src/clickhouse/clickhouse.ts'
import type { Watermark } from '../../src/modules/as-of/watermark.ts'
import { createNumberServices } from '../../src/services.ts'

/** A ClickHouse of its own with Stats' tables. */
export async function openTestClickHouse() {
  return clientOf(await testClickHouse())
}

/** Stats' client of a database, closed with its test. */
export function clientOf({ url, database }: { url: string; database: string }) {
  const metrics = createMetrics('stats-test')
  const clickhouse = new ClickHouse({ url, database, metrics, logger: createLogger({ name: 'test', level: 'silent' }) })
  cleanUp(() => clickhouse.close())
  return { clickhouse, metrics, url, database }
}

/** The watermark, standing still. Whoever tests writes as they like, so something may have been counted at each look. */
export function watermarkAt(asOf: Date | string): Watermark {
  let looks = 0
  return {
    current: new Date(asOf),
    require: () => new Date(asOf),
    get counted() {
      looks += 1
      return looks
    },
  }
}

export function servicesAt(clickhouse: ClickHouse, asOf: Date | string) {
  return createNumberServices(clickhouse, watermarkAt(asOf))
}
