import { z } from 'zod'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'
import { chunksOf } from './chunks.ts'
import type { Touched } from './touched.ts'

const sql = readSql(import.meta.dirname, 'related-users.sql')
const row = z.object({ user_id: z.string() })
const chunkSize = 1_000

/** People whose numbers hang on the state of a changed post or comment. */
export async function relatedUsers(clickhouse: ClickHouse, touched: Touched): Promise<Set<string>> {
  const users = new Set<string>()
  const subjects = [
    ...[...touched.postStates].map((post) => ({ post })),
    ...[...touched.commentStates].map((comment) => ({ comment })),
  ]
  for (const chunk of chunksOf(subjects, chunkSize)) {
    const posts = chunk.flatMap((subject) => ('post' in subject ? [subject.post] : []))
    const comments = chunk.flatMap((subject) => ('comment' in subject ? [subject.comment] : []))
    const commentPosts = comments.map((comment) => String(touched.comments.get(comment)))
    const rows = await clickhouse.query({ sql, parameters: { posts, comments, commentPosts }, row, limits: 'batch' })
    for (const { user_id } of rows) users.add(user_id)
  }
  return users
}
