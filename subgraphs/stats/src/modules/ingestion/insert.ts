import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import type { Rows } from './rows.ts'

/** Writes the rows into their tables. Resolves when all are readable; done twice it changes nothing. */
export async function insertRows(clickhouse: ClickHouse, rows: Rows): Promise<void> {
  await Promise.all(Object.entries(rows).map(([table, ofTable]) => clickhouse.insert(table, ofTable)))
}
