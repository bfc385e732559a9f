import type { ClickHouse } from '../../src/clickhouse/clickhouse.ts'
import { commentTotals, postTotals, readTotals, userTotals, writeTotals } from '../../src/modules/ingestion/totals.ts'
import { idOf } from './forum-story.ts'
import { comments, people, posts } from './generated-story.ts'

const keys = { posts: posts.map(idOf), comments: comments.map(idOf), users: people.map(idOf) }

/** The totals of everybody and everything in a generated story, as a consumer would compute them now. */
export async function freshTotals(clickhouse: ClickHouse) {
  const [ofPosts, ofComments, ofUsers] = await Promise.all([
    readTotals(clickhouse, postTotals, keys),
    readTotals(clickhouse, commentTotals, keys),
    readTotals(clickhouse, userTotals, keys),
  ])
  return { posts: ofPosts, comments: ofComments, users: ofUsers }
}

export type StoryTotals = Awaited<ReturnType<typeof freshTotals>>

/** The totals that are kept: pages read these. */
export async function keptTotals(clickhouse: ClickHouse): Promise<StoryTotals> {
  const [ofPosts, ofComments, ofUsers] = await Promise.all([
    clickhouse.query({ sql: 'SELECT * FROM post_totals FINAL', row: postTotals.row }),
    clickhouse.query({ sql: 'SELECT * FROM comment_totals FINAL', row: commentTotals.row }),
    clickhouse.query({ sql: 'SELECT * FROM user_totals FINAL', row: userTotals.row }),
  ])
  return { posts: ofPosts, comments: ofComments, users: ofUsers }
}

/** Writes totals that were read before: what a consumer does that was slow in between. */
export async function writeLate(clickhouse: ClickHouse, late: StoryTotals): Promise<void> {
  await writeTotals(clickhouse, postTotals, late.posts)
  await writeTotals(clickhouse, commentTotals, late.comments)
  await writeTotals(clickhouse, userTotals, late.users)
}

/** Each row as text, in one order; without the version, which rises by changes that move no number too. */
export function comparable({ posts: ofPosts, comments: ofComments, users: ofUsers }: StoryTotals): string[] {
  return [...ofPosts, ...ofComments, ...ofUsers].map((row) => JSON.stringify({ ...row, version: undefined })).toSorted()
}
