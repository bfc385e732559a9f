import { setTimeout as delay } from 'node:timers/promises'
import type { ForumNetwork, Person } from '@forum/e2e'
import { peaksDuring, residentMiB } from '@forum/e2e'
import { withForum } from './bench-forum.ts'

// node bench/exports.ts [MILLIONS [FORMAT…]]: exports of 5 million events as CSV, NDJSON and Parquet, written by Stats and downloaded through the gateway.
// Neither may grow by more than 64 MiB, and ClickHouse stays under its own limit.

const [amount = '5', ...wanted] = process.argv.slice(2)
const millions = Number(amount)
const formats = wanted.length > 0 ? wanted : ['CSV', 'NDJSON', 'PARQUET']
const allowedRiseMiB = 64
const clickhouseLimitMiB = 1024

const fill = `
  INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
  SELECT 'user_followed', generateUUIDv4(), now64(3) - toIntervalSecond(number % 7776000), 'forum/posts', generateUUIDv4(),
    toUUID('00000000-0000-0000-0000-000000000000'), toUUID('00000000-0000-0000-0000-000000000000'), generateUUIDv4(), '', '', 1
  FROM numbers({rows:UInt64})`

async function admin(network: ForumNetwork): Promise<Person> {
  const person = await network.person('exporter')
  await network.stores.sql('auth', `UPDATE accounts SET role = 'ADMIN' WHERE handle = 'exporter'`)
  await person.login()
  return person
}

type Made = { status: string; rows: number; bytes: number; url: string }

async function exportEvents(person: Person, format: string, period: object = {}): Promise<Made> {
  const { export: job } = await person.client.mutate<{ export: { id: string } }>(
    `mutation Export($input: RequestExportInput!) { requestExport(input: $input) {
      __typename ... on RequestExportSuccess { export { id } } ... on Problem { message } } }`,
    { input: { dataset: 'EVENTS', format, ...period } },
  )
  for (;;) {
    const { export: made } = await person.client.query<{ export: Made }>(
      `query Export($id: ID!) { export(id: $id) { status rows bytes url } }`,
      { id: job.id },
    )
    if (made.status === 'READY') return made
    if (made.status === 'FAILED') throw new Error(`${format}: the export failed`)
    await delay(200)
  }
}

/** Reads the file through the gateway and throws it away; its bytes. */
async function download(network: ForumNetwork, url: string): Promise<number> {
  const answer = await fetch(new URL(url, network.url))
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`)
  let bytes = 0
  for await (const chunk of answer.body) bytes += chunk.length
  return bytes
}

await withForum(async ({ network, clickhousePid }) => {
  const person = await admin(network)
  await network.processAll()
  for (let made = 0; made < millions; made += 0.5) await network.stores.clickhouse(fill, { rows: 500_000 })
  const pids = {
    Stats: network.service('stats').pid,
    gateway: network.service('gateway').pid,
    ClickHouse: clickhousePid,
  }
  const today = new Date().toISOString().slice(0, 10)
  for (const format of formats) {
    await person.login() // a token lasts five minutes
    // Warm: a day of it, so that what every first time costs is not counted as growth with the size.
    const small = await exportEvents(person, format, { from: today, to: today })
    await download(network, small.url)
    const before = { Stats: residentMiB(pids.Stats), gateway: residentMiB(pids.gateway) }
    const began = performance.now()
    const written = await peaksDuring(pids, () => exportEvents(person, format))
    const writtenMs = performance.now() - began
    const { rows, bytes, url } = written.result
    const sent = await peaksDuring(pids, () => download(network, url))
    const sentMs = performance.now() - began - writtenMs
    if (sent.result !== Number(bytes)) throw new Error(`${format}: ${sent.result} of ${bytes} bytes came`)
    const peak = (name: keyof typeof pids) => Math.max(written.peaks[name] ?? 0, sent.peaks[name] ?? 0)
    const rise = { Stats: peak('Stats') - before.Stats, gateway: peak('gateway') - before.gateway }
    console.log(
      `${format}: ${rows} rows, ${(sent.result / 1024 / 1024).toFixed(0)} MiB, written in ${(writtenMs / 1000).toFixed(1)} s, ` +
        `sent in ${(sentMs / 1000).toFixed(1)} s; Stats +${rise.Stats.toFixed(0)} MiB, gateway +${rise.gateway.toFixed(0)} MiB, ` +
        `ClickHouse at most ${peak('ClickHouse').toFixed(0)} MiB`,
    )
    const isWithin =
      rise.Stats <= allowedRiseMiB && rise.gateway <= allowedRiseMiB && peak('ClickHouse') <= clickhouseLimitMiB
    if (!isWithin || Number(rows) < millions * 1_000_000) process.exitCode = 1
  }
})
