import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { freePort, startClickHouse, startPostgres } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import { connected } from '../growth/fill-postgres.ts'
import { leaveSights } from '../growth/sights.ts'

const directory = '/tmp/lead/growth/posts-1000000'
const logger = createLogger({ name: 'growth', level: 'error' })
const log = (...a: unknown[]) => console.log(new Date().toISOString().slice(11, 19), ...a)
const postgres = await startPostgres({ dataDirectory: join(directory, 'postgres'), port: await freePort(), logger })
const ch = await startClickHouse({
  dataDirectory: join(directory, 'clickhouse'),
  port: await freePort(),
  logger,
  memoryMegabytes: 12_000,
})
try {
  const clickhouse = createClient({
    url: ch.url,
    database: 'forum',
    request_timeout: 3_600_000,
    log: { level: ClickHouseLogLevel.OFF },
  })
  const one = async (query: string) => await (await clickhouse.query({ query, format: 'JSONEachRow' })).json()
  log(await one('SELECT type, count() AS c FROM events GROUP BY type'))
  const run = (query: string) => clickhouse.command({ query })
  if (!process.env.SKIP_ACTIVITY) {
    await run('TRUNCATE TABLE activity_by_quarter')
    await run('TRUNCATE TABLE views_by_quarter')
    for (let part = 0; part < 40; part += 1) {
      await run(
        `INSERT INTO activity (id, time, type, actor_id) SELECT id, time, type, actor_id FROM events WHERE cityHash64(id) % 40 = ${part} SETTINGS max_threads = 2`,
      )
      await run(
        `INSERT INTO views (id, time, post_id, viewer_key) SELECT id, time, post_id, viewer_key FROM events WHERE type = 'post_viewed' AND cityHash64(post_id) % 40 = ${part}`,
      )
      log('part', part)
    }
  }
  const statements = readFileSync('/work/main/subgraphs/stats/clickhouse/0006_counts.sql', 'utf8')
    .split(/;\n/)
    .map((s) => s.replace(/^--.*$/gm, '').trim())
    .filter((s) => s.startsWith('INSERT'))
  for (const t of ['post_counts', 'post_counts_by_author', 'comment_counts_by_author', 'likes_by_giver', 'user_counts'])
    await run(`TRUNCATE TABLE ${t}`)
  for (const s of statements) {
    const limits = 'max_memory_usage = 3000000000'
    log(s.slice(0, 60))
    await run(s.includes('SETTINGS') ? `${s}, ${limits}` : `${s} SETTINGS ${limits}`)
  }
  for (let quiet = 0; quiet < 3; ) {
    const [row] = (await one('SELECT count() AS merges FROM system.merges')) as { merges: string }[]
    quiet = Number(row?.merges) === 0 ? quiet + 1 : 0
    await new Promise((r) => setTimeout(r, 1000))
  }
  log('merged')
  await clickhouse.close()
  const posts = await connected(Object.assign(new URL(postgres.url), { pathname: '/posts' }).href)
  const { rows } = await posts.query('SELECT place, id, follows FROM growth.readers ORDER BY place')
  const readers = rows.map((r: any) => ({ id: r.id, handle: `growth_reader_${r.place}`, follows: r.follows }))
  log(readers.length, readers[0])
  const sights = await leaveSights(posts)
  await posts.end()
  writeFileSync(join(directory, 'growth.json'), JSON.stringify({ readers, sights }))
  log('done')
} finally {
  await ch.stop(60_000)
  await postgres.stop(60_000)
}
