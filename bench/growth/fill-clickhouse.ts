import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import type { Client } from 'pg'
import { numberedSql } from './numbered-sql.ts'
import type { Progress } from './progress.ts'
import { type Transfer, transfersOfPeople, transfersOfPosts } from './transfers.ts'

const postsAtOnce = 5_000
const peopleAtOnce = 10_000
const totalsAtOnce = 20_000
const usersAtOnce = 4_000
const mergesWithinMs = 600_000

/** Where Stats keeps how it counts; its own files, so that what is made here is counted by its rules. */
const ingestion = join(import.meta.dirname, '../../subgraphs/stats/src/modules/ingestion')

/** Brings what Posts has to ClickHouse, makes the views there, and has everything counted as Stats counts it. */
export async function fillClickHouse(url: string, posts: Client, size: number, progress: Progress): Promise<void> {
  const clickhouse = createClient({
    url,
    database: 'forum',
    request_timeout: 3_600_000,
    use_multipart_params_auto: true,
    clickhouse_settings: { max_query_size: '8000000' }, // as Stats asks: a thousand ids stand in it several times
    log: { level: ClickHouseLogLevel.OFF }, // it logs what it throws
  })
  try {
    for (let from = 0; from < size; from += postsAtOnce) {
      for (const transfer of transfersOfPosts)
        await bring(transfer, posts, url, from, Math.min(size, from + postsAtOnce))
      progress.say('posts to ClickHouse', 0.5 + Math.min(1, (from + postsAtOnce) / size) * 0.15)
    }
    const { rows } = await posts.query<{ accounts: number }>('SELECT accounts FROM growth.settings')
    for (let from = 0; from < (rows[0]?.accounts ?? 0); from += peopleAtOnce)
      for (const transfer of transfersOfPeople) await bring(transfer, posts, url, from, from + peopleAtOnce)
    for (const query of numberedSql('events.sql')
      .split(/;\n/)
      .filter((one) => one.includes('INSERT')))
      await clickhouse.command({ query })
    progress.say('events', 0.7)
    const parts = Math.max(1, Math.ceil(size / 25_000))
    for (let part = 0; part < parts; part += 1) {
      await clickhouse.command({ query: numberedSql('views.sql', { part, parts }) })
      progress.say('views', 0.7 + ((part + 1) / parts) * 0.1)
    }
    await countAll(clickhouse, progress)
    await merged(clickhouse)
    progress.say('made', 1)
  } finally {
    await clickhouse.close()
  }
}

/** Rows of Posts as lines, so that nothing takes them apart on their way. */
async function bring({ table, columns, sql }: Transfer, posts: Client, url: string, from: number, until: number) {
  const names = columns.split(', ')
  const line = names.map((_name, place) => `r.c${place}`).join(', ')
  const { rows } = await posts.query<{ lines: string | null }>(
    `SELECT string_agg(concat_ws(E'\\t', ${line}), E'\\n') AS lines FROM (${sql}) AS r(${names.map((_name, place) => `c${place}`).join(', ')})`,
    [from, until],
  )
  const lines = rows[0]?.lines
  if (!lines) return
  const address = new URL(url)
  const query = `INSERT INTO forum.${table} (${columns}) FORMAT TabSeparated`
  const answer = await fetch(`${address.origin}/?query=${encodeURIComponent(query)}`, {
    method: 'POST',
    headers: { 'x-clickhouse-user': address.username, 'x-clickhouse-key': address.password },
    body: `${lines}\n`,
  })
  if (!answer.ok) throw new Error(`${table}: ${(await answer.text()).slice(0, 1_000)}`)
}

/** Totals by Stats' own statements: of posts and comments a range of keys at a time instead of a list of them, of people as they are. */
async function countAll(clickhouse: ClickHouseClient, progress: Progress): Promise<void> {
  const file = (name: string) => readFileSync(join(ingestion, name), 'utf8')
  const insert = (table: string, sql: string, query_params: Record<string, unknown>) =>
    clickhouse.command({
      query: `INSERT INTO ${table}\n${sql}\nSETTINGS join_use_nulls = 0, max_memory_usage = 3000000000`,
      query_params,
    })
  const named = (table: string, sql: string) => {
    const columns = [...sql.slice(0, sql.indexOf('FROM')).matchAll(/^ {2}(?:.* AS )?(\w+),?$/gm)].map(
      ([, name]) => name,
    )
    return `${table} (${columns.join(', ')})`
  }
  const inRange = (sql: string) =>
    replaced(sql, 'post_id IN {posts:Array(UUID)}', 'post_id >= {from:UUID} AND post_id <= {until:UUID}')
  const ofPosts = inRange(file('post-totals.sql'))
  const ofComments = replaced(
    inRange(file('comment-totals.sql')),
    'comment_id IN {comments:Array(UUID)}',
    `comment_id != toUUID('00000000-0000-0000-0000-000000000000')`,
  )
  const ranges = await rangesOf(clickhouse)
  for (const [done, range] of ranges.entries()) {
    await insert(named('post_totals', ofPosts), ofPosts, range)
    await insert(named('comment_totals', ofComments), ofComments, range)
    progress.say('totals of posts', 0.8 + ((done + 1) / ranges.length) * 0.1)
  }
  const answer = await clickhouse.query({ query: 'SELECT user_id FROM users FINAL', format: 'JSONEachRow' })
  const users = (await answer.json<{ user_id: string }>()).map(({ user_id }) => user_id)
  const ofUsers = file('user-totals.sql')
  const names =
    'user_totals (user_id, posts, comments, likes_given, likes_received, views_received, followers, version)'
  for (let from = 0; from < users.length; from += usersAtOnce) {
    await insert(names, ofUsers, { users: users.slice(from, from + usersAtOnce) })
    progress.say('totals of people', 0.9 + Math.min(1, (from + usersAtOnce) / users.length) * 0.09)
  }
}

function replaced(sql: string, what: string, by: string): string {
  if (!sql.includes(what)) throw new Error(`Stats no longer asks for "${what}": bench/growth must follow.`)
  return sql.replaceAll(what, by)
}

/** Ranges of posts in ClickHouse's own order of UUIDs. */
async function rangesOf(clickhouse: ClickHouseClient): Promise<{ from: string; until: string }[]> {
  const answer = await clickhouse.query({
    query: `SELECT min(post_id) AS from, max(post_id) AS until FROM (
        SELECT post_id, intDiv(row_number() OVER (ORDER BY post_id) - 1, {atOnce:UInt32}) AS range FROM posts FINAL
      ) GROUP BY range ORDER BY range`,
    query_params: { atOnce: totalsAtOnce },
    format: 'JSONEachRow',
  })
  return await answer.json<{ from: string; until: string }>()
}

/** Waits until ClickHouse has merged what was written: in life it is, by the time that there is so much. */
async function merged(clickhouse: ClickHouseClient): Promise<void> {
  const end = performance.now() + mergesWithinMs
  for (let quiet = 0; quiet < 3; ) {
    const answer = await clickhouse.query({
      query: 'SELECT count() AS merges FROM system.merges',
      format: 'JSONEachRow',
    })
    const [row] = await answer.json<{ merges: string | number }>()
    quiet = Number(row?.merges) === 0 ? quiet + 1 : 0
    if (performance.now() > end) throw new Error('ClickHouse still merges ten minutes after all was written')
    await wait(1_000)
  }
}
