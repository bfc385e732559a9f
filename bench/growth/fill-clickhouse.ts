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
const mergesWithinMs = 600_000

/** Of Stats, so that what is made here is counted by its rules. */
const counts = join(import.meta.dirname, '../../subgraphs/stats/clickhouse/0006_counts.sql')

/** Brings what Posts has to ClickHouse, makes the views there, and has everything counted as Stats counts it. */
export async function fillClickHouse(url: string, posts: Client, size: number, progress: Progress): Promise<void> {
  const clickhouse = createClient({
    url,
    database: 'forum',
    request_timeout: 3_600_000,
    log: { level: ClickHouseLogLevel.OFF }, // it logs what it throws
  })
  try {
    // Else each part reads all comments that there are: no page asks for those of many posts, so no index of Posts finds them.
    await posts.query('CREATE INDEX growth_comments ON comments (post_id)')
    await posts.query('SET enable_hashjoin = off; SET enable_mergejoin = off')
    for (let from = 0; from < size; from += postsAtOnce) {
      for (const transfer of transfersOfPosts)
        await bring(transfer, posts, url, from, Math.min(size, from + postsAtOnce))
      progress.say('posts to ClickHouse', 0.5 + Math.min(1, (from + postsAtOnce) / size) * 0.15)
    }
    const { rows } = await posts.query<{ accounts: number }>('SELECT accounts FROM growth.settings')
    for (let from = 0; from < (rows[0]?.accounts ?? 0); from += peopleAtOnce)
      for (const transfer of transfersOfPeople) await bring(transfer, posts, url, from, from + peopleAtOnce)
    await posts.query('DROP INDEX growth_comments')
    await posts.query('RESET enable_hashjoin; RESET enable_mergejoin')
    await runAll(clickhouse, 'events.sql')
    progress.say('events', 0.7)
    const parts = Math.max(1, Math.ceil(size / 25_000))
    for (let part = 0; part < parts; part += 1) {
      for (const file of ['views.sql', 'views-by-quarter.sql'])
        await clickhouse.command({ query: numberedSql(file, { part, parts }) })
      progress.say('views', 0.7 + ((part + 1) / parts) * 0.1)
    }
    await countAll(clickhouse, progress)
    await merged(clickhouse)
    progress.say('made', 1)
  } finally {
    await clickhouse.close()
  }
}

async function runAll(clickhouse: ClickHouseClient, file: string): Promise<void> {
  for (const query of numberedSql(file).split(/;\n/)) if (query.includes('INSERT')) await clickhouse.command({ query })
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

/** Everything by the statements with which Stats counted what an older version had: each over all of a table. */
async function countAll(clickhouse: ClickHouseClient, progress: Progress): Promise<void> {
  const statements = readFileSync(counts, 'utf8')
    .split(/;\n/)
    .map((statement) => statement.replace(/^--.*$/gm, '').trim())
    .filter((statement) => statement.startsWith('INSERT'))
  for (const [done, statement] of statements.entries()) {
    await clickhouse.command({ query: statement })
    progress.say('counts', 0.8 + ((done + 1) / statements.length) * 0.19)
  }
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
