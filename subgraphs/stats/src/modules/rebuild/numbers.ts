import { z } from 'zod'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'

const sql = readSql(import.meta.dirname, 'numbers.sql')
const count = z.number().int()

const row = z.object({
  users: count,
  posts: count,
  comments: count,
  likes: count,
  reposts: count,
  follows: count,
  views: count,
  events: count,
  post_fingerprint: z.string(),
  user_fingerprint: z.string(),
})

export type Numbers = z.output<typeof row>

export async function readNumbers(clickhouse: ClickHouse): Promise<Numbers> {
  const [numbers] = await clickhouse.query({ sql, row, limits: 'batch' })
  if (!numbers) throw new Error('ClickHouse gave no numbers')
  return numbers
}

/** Names of the numbers that are not the same. */
export function differences(before: Numbers, after: Numbers): string[] {
  return Object.keys(before).filter((name) => before[name as keyof Numbers] !== after[name as keyof Numbers]) // its own keys
}

export function describeNumbers({ users, posts, comments, likes, reposts, follows, views, events }: Numbers): string {
  return `${users} users, ${posts} posts, ${comments} comments, ${likes} likes, ${reposts} reposts, ${follows} follows, ${views} views, ${events} events`
}
