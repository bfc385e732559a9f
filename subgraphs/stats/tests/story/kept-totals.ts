import type { CatalogueEvent } from '@forum/events'
import { z } from 'zod'
import type { ClickHouse } from '../../src/clickhouse/clickhouse.ts'
import {
  type Counts,
  countByAuthor,
  countLikesOfComments,
  countOfPosts,
  countOfUsers,
  statesOfComments,
  statesOfPosts,
  tellOfComments,
  tellOfPosts,
} from '../../src/modules/ingestion/counts.ts'
import { processBatch } from '../../src/modules/ingestion/process-batch.ts'
import { emptyTables } from '../../src/modules/ingestion/tables.ts'
import { idOf } from './forum-story.ts'
import { people } from './generated-story.ts'

const count = z.number().int().min(0)

const postRow = z.object({
  post_id: z.string(),
  author_id: z.string(),
  visible: z.boolean(),
  views: count,
  unique_viewers: count,
  likes: count,
  comments: count,
  reposts: count,
})
export type PostRow = z.output<typeof postRow>

/** Tables of counts, each with what is compared of it: not how much was seen, which rises by changes that move no number too. */
const tables: Record<string, string> = {
  post_counts: Object.keys(postRow.shape).join(', '),
  post_counts_by_author: 'author_id, post_id, visible, views, likes',
  comment_counts_by_author: 'author_id, post_id, comment_id, live, shown, likes',
  likes_by_giver: 'user_id, post_id, comment_id, counts',
  user_counts: 'user_id, posts, comments, likes_given, likes_received, views_received, followers',
}
const names = Object.keys(tables)

/** The counts of posts that are kept: pages read these. */
export const keptPosts = (clickhouse: ClickHouse): Promise<PostRow[]> =>
  clickhouse.query({ sql: `SELECT ${tables.post_counts} FROM post_counts FINAL`, row: postRow })

/** All that is counted and kept, each row as text, in one order. */
export async function keptTotals(clickhouse: ClickHouse): Promise<string[]> {
  const all = await Promise.all(
    names.map(async (name) => {
      const sql = `SELECT ${tables[name]} FROM ${name} FINAL`
      const rows = await clickhouse.query({ sql, row: z.record(z.string(), z.unknown()) })
      return rows.map((row) => `${name} ${JSON.stringify(row)}`)
    }),
  )
  return all.flat().toSorted()
}

/** The same as `events` give it that come all at once to a store that has nothing else. */
export async function freshTotals(store: ClickHouse, events: readonly CatalogueEvent[]): Promise<string[]> {
  await emptyTables(store)
  await processBatch(store, events)
  return keptTotals(store)
}

let late = 0

/** A consumer that has counted everything and everybody in a story now, and has written nothing of it. Answers what writes it at last. */
export async function countedLate(clickhouse: ClickHouse): Promise<() => Promise<void>> {
  late += 1
  const number = late
  const aside = (name: string) => `late_${number}_${name}`
  const written = [...names].toReversed()
  for (const name of names) await clickhouse.command(`CREATE TABLE ${aside(name)} AS ${name}`)
  const slow: Counts = {
    insertSelected: (sql, parameters) =>
      clickhouse.insertSelected(
        sql.replace(/INSERT INTO (\w+)/, (_all, name: string) => `INSERT INTO ${aside(name)}`),
        parameters,
      ),
  }
  const [posts, comments] = [await idsIn(clickhouse, 'post_states'), await idsIn(clickhouse, 'comment_states')]
  for (const of of ['views', 'likes', 'comments', 'reposts'] as const) await countOfPosts(slow, of, posts.keys())
  await countByAuthor(slow, posts.keys())
  await countLikesOfComments(slow, comments)
  await tellOfPosts(slow, await statesOfPosts(clickhouse, posts.keys()))
  await tellOfComments(slow, await statesOfComments(clickhouse, comments), comments)
  for (const of of ['posts', 'comments', 'likes', 'followers'] as const) await countOfUsers(slow, of, people.map(idOf))
  return async () => {
    for (const name of written) await clickhouse.command(`INSERT INTO ${name} SELECT * FROM ${aside(name)}`)
    for (const name of written) await clickhouse.command(`DROP TABLE ${aside(name)}`)
  }
}

/** Posts or comments that are mentioned anywhere, each with its post. */
async function idsIn(clickhouse: ClickHouse, table: 'post_states' | 'comment_states'): Promise<Map<string, string>> {
  const id = table === 'post_states' ? 'post_id' : 'comment_id'
  const rows = await clickhouse.query({
    sql: `SELECT DISTINCT ${id} AS id, post_id FROM (
        SELECT ${id}, post_id FROM ${table} UNION ALL SELECT ${id}, post_id FROM like_states
      ) WHERE id != toUUID('00000000-0000-0000-0000-000000000000')`,
    row: z.object({ id: z.string(), post_id: z.string() }),
  })
  return new Map(rows.map(({ id: found, post_id: post }) => [found, post]))
}
