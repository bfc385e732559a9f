import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The text of a query that lies beside its caller: `readSql(import.meta.dirname, 'post-totals.sql')`. */
export function readSql(directory: string, file: string): string {
  return readFileSync(join(directory, file), 'utf8').trim()
}
