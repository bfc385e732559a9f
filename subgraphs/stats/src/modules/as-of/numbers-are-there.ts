import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'

const row = z.object({ known: z.boolean() })

/** Whether the numbers are there now, and not being built: what was read from ClickHouse before was whole. */
export async function numbersAreThere(tx: Sql): Promise<boolean> {
  const [mark] = await select(tx, row, sql`SELECT as_of IS NOT NULL AS known FROM as_of_marks WHERE name = 'stats'`)
  return mark?.known ?? false
}
