import { z } from 'zod'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'
import { chunksOf } from './chunks.ts'
import { chunkSize } from './counts.ts'
import { nil } from './rows.ts'
import type { Touched } from './touched.ts'

const sql = readSql(import.meta.dirname, 'related-users.sql')
const row = z.object({ user_id: z.string() })

/** People whose numbers hang on the state of a changed post or comment, a chunk at a time: one post may have a million of them. */
export async function* relatedUsers(clickhouse: ClickHouse, touched: Touched): AsyncGenerator<Set<string>> {
  const subjects = [
    ...[...touched.postStates].map((post) => ({ post })),
    ...[...touched.commentStates.keys()].map((comment) => ({ comment })),
  ]
  for (const chunk of chunksOf(subjects, chunkSize)) {
    const posts = chunk.flatMap((subject) => ('post' in subject ? [subject.post] : []))
    const comments = chunk.flatMap((subject) => ('comment' in subject ? [subject.comment] : []))
    const commentPosts = comments.map((comment) => String(touched.commentStates.get(comment)))
    for (let after: string | undefined = nil; after; ) {
      const parameters = { posts, comments, commentPosts, after, max: chunkSize }
      const rows: z.output<typeof row>[] = await clickhouse.query({ sql, parameters, row, limits: 'batch' })
      yield new Set(rows.map(({ user_id }) => user_id))
      after = rows.length === chunkSize ? rows.at(-1)?.user_id : undefined
    }
  }
}
