import type { ExportFormat } from '../../generated/graphql.ts'
import type { QueriedDataset } from './datasets.ts'

/** Columns that hold what people wrote: single texts, and lists of them. All others are numbers, times, ids and our own words. */
const written: Partial<Record<QueriedDataset, { texts: readonly string[]; lists: readonly string[] }>> = {
  USERS: { texts: ['handle', 'display_name'], lists: [] },
  POSTS: { texts: [], lists: ['tags'] },
}

/** Spreadsheets take a cell that begins like this for a formula: = + - @, tab, carriage return (OWASP, CSV injection). */
const inert = (text: string): string =>
  `if(substring(${text}, 1, 1) IN ('=', '+', '-', '@', char(9), char(13)), concat(char(39), ${text}), ${text})`

/** A dataset's query for a format: what CSV carries into a spreadsheet is text there, too. Other formats give it as it was written. */
export function queryFor(dataset: QueriedDataset, format: ExportFormat, sql: string): string {
  const columns = format === 'CSV' ? written[dataset] : undefined
  if (!columns) return sql
  const replaced = [
    ...columns.texts.map((name) => `${inert(name)} AS ${name}`),
    ...columns.lists.map((name) => `arrayMap(entry -> ${inert('entry')}, ${name}) AS ${name}`),
  ]
  return `SELECT * REPLACE (${replaced.join(', ')}) FROM (${sql})`
}
