import { Client } from 'pg'
import { numberedSql } from './numbered-sql.ts'
import type { Progress } from './progress.ts'
import type { GrowthReader } from './readers.ts'

const postsAtOnce = 5_000
const accountsAtOnce = 10_000
/** Indexes that are dropped and made again: adding a row at a time to them takes longer than all at once. */
const filledTables = ['posts', 'post_search', 'post_tags', 'comments', 'post_likes', 'reposts']

/** Makes `size` posts, and whom and what they need, in the databases of Posts and Auth. */
export async function fillPostgres(
  urlOf: (database: string) => string,
  size: number,
  readers: readonly GrowthReader[],
  progress: Progress,
): Promise<void> {
  const posts = await connected(urlOf('posts'))
  const auth = await connected(urlOf('auth'))
  try {
    await posts.query(`ALTER SYSTEM SET max_wal_size = '8GB'`)
    await posts.query('SELECT pg_reload_conf()')
    // No triggers, not those of foreign keys either: what they would do is in the statements.
    for (const client of [posts, auth])
      await client.query(
        `SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'`,
      )
    await posts.query(numberedSql('posts-begin.sql', { posts: size }))
    await posts.query(`CREATE TABLE growth.readers (place integer, id uuid, follows integer)`)
    for (const [place, { id, follows }] of readers.entries())
      await posts.query('INSERT INTO growth.readers VALUES ($1, $2, $3)', [place, id, follows])
    await addAccounts(posts, auth)
    const indexes = await dropIndexes(posts)
    for (let from = 0; from < size; from += postsAtOnce) {
      await posts.query(numberedSql('posts-part.sql', { from, until: Math.min(size, from + postsAtOnce) }))
      progress.say('posts, comments and likes', Math.min(1, (from + postsAtOnce) / size) * 0.4)
    }
    await posts.query(numberedSql('posts-end.sql'))
    for (const [made, { indexdef }] of indexes.entries()) {
      await posts.query(indexdef)
      progress.say('indexes', 0.4 + ((made + 1) / indexes.length) * 0.1)
    }
    for (const client of [posts, auth]) await client.query('VACUUM (ANALYZE)')
    await posts.query('ALTER SYSTEM RESET max_wal_size')
    await posts.query('CHECKPOINT')
  } finally {
    await Promise.all([posts.end(), auth.end()])
  }
}

export async function connected(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString })
  await client.connect()
  return client
}

async function addAccounts(posts: Client, auth: Client): Promise<void> {
  for (let from = 0; ; from += accountsAtOnce) {
    const { rows } = await posts.query(
      'SELECT id, handle, name, at FROM growth.people WHERE n >= $1 AND n < $2 ORDER BY n',
      [from, from + accountsAtOnce],
    )
    if (rows.length === 0) return
    await auth.query(
      `WITH people AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, handle text, name text, at timestamptz)),
         accounts AS (INSERT INTO accounts (id, handle, email, created_at) SELECT id, handle, handle || '@example.org', at FROM people)
       INSERT INTO profiles (user_id, display_name) SELECT id, name FROM people`,
      [JSON.stringify(rows)],
    )
  }
}

async function dropIndexes(posts: Client): Promise<{ indexdef: string }[]> {
  const { rows } = await posts.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes i
     WHERE schemaname = 'public' AND tablename = ANY ($1) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)
     ORDER BY indexname`,
    [filledTables],
  )
  for (const { indexname } of rows) await posts.query(`DROP INDEX public.${indexname}`)
  return rows
}
