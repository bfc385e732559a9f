import { createClient } from '@clickhouse/client'
import { testClickHouse } from '@forum/testing'
import { expect, onTestFinished, test } from 'vitest'
import { queryFor } from './spreadsheet.ts'

async function rowsOf<Row>(query: string): Promise<Row[]> {
  const { url, database } = await testClickHouse()
  const client = createClient({ url, database })
  onTestFinished(() => client.close())
  return (await client.query({ query, format: 'JSONEachRow' })).json<Row>()
}

const names = `SELECT arrayJoin(['=HYPERLINK("x")', '+1', '-1', '@a', char(9, 61), char(13, 61), 'Ann', '1-1', '']) AS handle, handle AS display_name, -5 AS posts`

test('what a person wrote is no formula in a spreadsheet, and numbers stay numbers', async () => {
  const rows = await rowsOf<{ handle: string; display_name: string; posts: number }>(queryFor('USERS', 'CSV', names))
  const shown = [`'=HYPERLINK("x")`, "'+1", "'-1", "'@a", "'\t=", "'\r=", 'Ann', '1-1', '']
  expect(rows.map(({ handle }) => handle)).toEqual(shown)
  expect(rows.map(({ display_name }) => display_name)).toEqual(shown)
  expect(rows.every(({ posts }) => posts === -5)).toBe(true)
})

test('tags too', async () => {
  const sql = queryFor('POSTS', 'CSV', `SELECT ['=1', 'tea'] AS tags, 1 AS views`)
  expect(await rowsOf(sql)).toEqual([{ tags: ["'=1", 'tea'], views: 1 }])
})

test.each(['NDJSON', 'PARQUET'] as const)('%s has every text as it was written', (format) => {
  expect(queryFor('USERS', format, names)).toBe(names)
})
