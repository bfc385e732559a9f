import { z } from 'zod'
import type { ClickHouse, QueryParameters } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'
import { chunksOf } from './chunks.ts'

/** Keys recomputed in one statement. */
export const chunkSize = 1_000

const count = z.number().int().min(0)

type Totals<Row> = { table: string; sql: string; row: z.ZodType<Row> & { shape: object } }

export const postTotals = {
  table: 'post_totals',
  sql: readSql(import.meta.dirname, 'post-totals.sql'),
  row: z.object({
    post_id: z.string(),
    author_id: z.string(),
    visible: z.boolean(),
    views: count,
    unique_viewers: count,
    likes: count,
    comments: count,
    reposts: count,
    version: count,
  }),
}

export const commentTotals = {
  table: 'comment_totals',
  sql: readSql(import.meta.dirname, 'comment-totals.sql'),
  row: z.object({
    comment_id: z.string(),
    post_id: z.string(),
    author_id: z.string(),
    live: z.boolean(),
    likes: count,
    version: count,
  }),
}

export const userTotals = {
  table: 'user_totals',
  sql: readSql(import.meta.dirname, 'user-totals.sql'),
  row: z.object({
    user_id: z.string(),
    posts: count,
    comments: count,
    likes_given: count,
    likes_received: count,
    views_received: count,
    followers: count,
    version: count,
  }),
}

/** Reads what the totals are now. Between this and writing them another consumer may come and go: the version settles who saw more. */
export function readTotals<Row>(
  clickhouse: ClickHouse,
  { sql, row }: Totals<Row>,
  parameters: QueryParameters,
): Promise<Row[]> {
  return clickhouse.query({ sql, parameters, row, limits: 'batch' })
}

export function writeTotals<Row extends object>(
  clickhouse: ClickHouse,
  { table }: Totals<Row>,
  rows: readonly Row[],
): Promise<void> {
  return clickhouse.insert(table, rows)
}

/**
 * Writes what the totals are now, in one statement that gives no row to this process. Between its reading and its writing another consumer may
 * come and go, as above.
 */
function recompute<Row>(
  clickhouse: ClickHouse,
  { table, sql, row }: Totals<Row>,
  parameters: QueryParameters,
): Promise<void> {
  const columns = Object.keys(row.shape).join(', ')
  return clickhouse.insertSelected(`INSERT INTO ${table} (${columns})\n${sql}`, parameters)
}

/** Recomputes the totals of these posts, a chunk at a time. */
export async function recomputePosts(clickhouse: ClickHouse, posts: Iterable<string>): Promise<void> {
  for (const chunk of chunksOf(posts, chunkSize)) await recompute(clickhouse, postTotals, { posts: chunk })
}

/** The same of comments, each given with the post that it is on. */
export async function recomputeComments(
  clickhouse: ClickHouse,
  comments: Iterable<readonly [comment: string, post: string]>,
): Promise<void> {
  for (const chunk of chunksOf(comments, chunkSize)) {
    const posts = [...new Set(chunk.map(([, post]) => post))]
    await recompute(clickhouse, commentTotals, { comments: chunk.map(([comment]) => comment), posts })
  }
}

/** The same of people. Reads the totals of posts and comments, so those come first. */
export async function recomputeUsers(clickhouse: ClickHouse, users: Iterable<string>): Promise<void> {
  for (const chunk of chunksOf(users, chunkSize)) await recompute(clickhouse, userTotals, { users: chunk })
}
