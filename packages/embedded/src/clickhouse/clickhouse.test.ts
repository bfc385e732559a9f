import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type RunningStore, startClickHouse } from '../index.ts'

const directory = mkdtempSync(join(tmpdir(), 'forum-clickhouse-'))
const silent = { info() {}, warn() {}, error() {} }
let store: RunningStore
let client: ClickHouseClient

beforeAll(async () => {
  store = await startClickHouse({ dataDirectory: directory, port: await freePort(), logger: silent })
  client = createClient({ url: store.url, database: 'forum', log: { level: ClickHouseLogLevel.OFF } })
  const first = createClient({ url: store.url })
  await first.command({ query: 'CREATE DATABASE forum ENGINE = Atomic' })
  await first.close()
})

afterAll(async () => {
  await client.close()
  await store.stop()
  rmSync(directory, { recursive: true })
})

async function rows<T>(query: string, rest: object = {}): Promise<T[]> {
  const result = await client.query({ query, format: 'JSONEachRow', ...rest })
  return result.json<T>()
}

/** As a program without the client library would. */
function ask(
  path: string,
  {
    headers,
    ...init
  }: { headers?: Record<string, string>; method?: string; body?: NonNullable<RequestInit['body']> } = {},
) {
  const { username, password, host } = new URL(store.url)
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  return fetch(`http://${host}${path}`, { ...init, headers: { authorization, ...headers } })
}

test('answers the ping of its client', async () => {
  expect(await client.ping()).toEqual({ success: true })
  expect(await client.ping({ select: true })).toEqual({ success: true })
})

test.each([
  ['UInt8', 255, 255],
  ['Int64', '-9223372036854775808', '-9223372036854775808'],
  ['Float64', 1.5, 1.5],
  ['Bool', true, true],
  ['String', "it's \\ a\ttab\nline {x:UInt8} -- /*", "it's \\ a\ttab\nline {x:UInt8} -- /*"],
  ['Nullable(String)', null, null],
  ['Date', '2026-11-22', '2026-11-22'],
  [`DateTime64(3, 'UTC')`, new Date('2026-11-22T15:30:00.123Z'), '2026-11-22 15:30:00.123'],
  ['UUID', '018f0000-0000-7000-8000-000000000000', '018f0000-0000-7000-8000-000000000000'],
  ['Array(String)', ["a'b", 'c\\d', 'e\nf'], ["a'b", 'c\\d', 'e\nf']],
  ['Array(UInt64)', [], []],
  ['LowCardinality(String)', 'x', 'x'],
])('binds a %s parameter', async (type, value, expected) => {
  const settings = { clickhouse_settings: { output_format_json_quote_64bit_integers: 1 } }
  expect(await rows(`SELECT {value:${type}} AS value`, { query_params: { value }, ...settings })).toEqual([
    { value: expected },
  ])
})

test('no text can leave the place of its parameter', async () => {
  const hostile = fc.string({
    unit: fc.constantFrom("'", '\\', '`', '"', '{', '}', '$', '\n', '\t', '-', '/', '*', ';', 'a', 'é', '😀'),
  })
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (one, other) => {
      const query = `SELECT {one:String} AS one, '{one:String}' AS quoted, {list:Array(String)} AS list /* {one:String} */`
      const query_params = { one, list: [one, other] }
      expect(await rows(query, { query_params })).toEqual([{ one, quoted: '{one:String}', list: [one, other] }])
    }),
    { numRuns: 60 },
  )
})

test('an identifier is a name whatever is in it', async () => {
  const query_params = { column: 'a`; DROP TABLE x; --' }
  expect(await rows('SELECT 1 AS {column:Identifier}', { query_params })).toEqual([{ 'a`; DROP TABLE x; --': 1 }])
})

test('takes parameters from a form, and long ones from the URL', async () => {
  const ids = Array.from({ length: 1000 }, () => crypto.randomUUID())
  const query = 'SELECT length({ids:Array(UUID)}) AS n'
  expect(await rows(query, { query_params: { ids } })).toEqual([{ n: 1000 }])
  expect(await rows(query, { query_params: { ids }, use_multipart_params: true })).toEqual([{ n: 1000 }])
})

test('a setting and a database are of their request only', async () => {
  await client.command({ query: 'CREATE DATABASE IF NOT EXISTS forum_elsewhere ENGINE = Atomic' })
  const there = createClient({ url: store.url, database: 'forum_elsewhere', clickhouse_settings: { max_threads: 1 } })
  const query = `SELECT currentDatabase() AS here, toUInt8(getSetting('max_threads') = 1) AS one`
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      if (index % 2 === 0) return rows(query)
      return (await there.query({ query, format: 'JSONEachRow' })).json()
    }),
  )
  await there.close()
  for (const [index, answer] of answers.entries()) {
    expect(answer).toEqual([index % 2 === 0 ? { here: 'forum', one: 0 } : { here: 'forum_elsewhere', one: 1 }])
  }
})

test('queries at the same time get each their own answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      rows('SELECT {n:UInt32} AS n, sum(number) AS s FROM numbers({n:UInt32})', { query_params: { n } }),
    ),
  )
  expect(answers).toEqual(Array.from({ length: 100 }, (_, n) => [{ n, s: (n * Math.max(n - 1, 0)) / 2 }]))
})

test.each([
  ['an unknown table', 'SELECT * FROM nowhere', '60', 'UNKNOWN_TABLE'],
  ['a wrong statement', 'SELEC 1', '62', 'SYNTAX_ERROR'],
  ['two statements', 'SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR'],
  ['a missing parameter', 'SELECT {n:UInt8}', '456', 'UNKNOWN_QUERY_PARAMETER'],
  ['an unknown database', 'SELECT * FROM nowhere.t', '81', 'UNKNOWN_DATABASE'],
  [
    'a failure while running',
    'SELECT throwIf(number = 9) FROM numbers(10)',
    '395',
    'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO',
  ],
  ['too long a run', 'SELECT count() FROM system.numbers SETTINGS max_execution_time = 0.1', '159', 'TIMEOUT_EXCEEDED'],
])('%s is a typed error', async (_case, query, code, type) => {
  await expect(rows(query)).rejects.toMatchObject({ code, type })
})

test.each([
  ['out of range', { n: 256 }],
  ['no number', { n: '1 OR 1' }],
])('a parameter that is %s is a typed error', async (_case, query_params) => {
  await expect(rows('SELECT {n:UInt8}', { query_params })).rejects.toMatchObject({
    code: '457',
    type: 'BAD_QUERY_PARAMETER',
  })
})

test('an answer holds nothing of a query that failed before it', async () => {
  const failing = () => rows('SELECT number, throwIf(number = 250000) FROM numbers(300000) SETTINGS max_threads = 1')
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: 6 }, () => expect(failing()).rejects.toThrow(/non-zero/)))
    expect(await Promise.all(Array.from({ length: 6 }, () => rows('SELECT 1 AS one')))).toEqual(
      Array.from({ length: 6 }, () => [{ one: 1 }]),
    )
  }
})

test('inserts what it acknowledges, says how much, and keeps nothing of a wrong insert', async () => {
  await client.command({
    query: `CREATE TABLE IF NOT EXISTS notes (id UInt64, text String, at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY id`,
  })
  const values = Array.from({ length: 50_000 }, (_, id) => ({
    id,
    text: `it's "${id}"\n`,
    at: '2026-11-22 15:30:00.123',
  }))
  const { summary } = await client.insert({
    table: 'notes',
    values,
    columns: ['id', 'text', 'at'],
    format: 'JSONEachRow',
  })
  expect(summary?.written_rows).toBe('50000')
  await expect(client.insert({ table: 'notes', values: [{ id: 'x' }], format: 'JSONEachRow' })).rejects.toMatchObject({
    code: '27',
  })
  expect(await rows('SELECT count() AS n, anyIf(text, id = 7) AS seventh FROM notes')).toEqual([
    { n: 50_000, seventh: `it's "7"\n` },
  ])
})

test('refuses a body that is too large, and goes on', async () => {
  const values = Buffer.alloc(129 * 1024 * 1024, 'a')
  const query = encodeURIComponent('INSERT INTO notes FORMAT CSV')
  const answer = await ask(`/?database=forum&query=${query}`, { method: 'POST', body: values })
  expect([answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([500, '241'])
  expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a large answer comes in parts with one header', async () => {
  const { stream } = await client.exec({
    query: 'SELECT number, toString(number) AS text FROM numbers(2000000) FORMAT CSVWithNames',
  })
  let headers = 0
  let lines = 0
  for await (const chunk of stream) {
    const text = String(chunk)
    headers += text.split('"number","text"').length - 1
    lines += text.split('\n').length - 1
  }
  expect({ headers, lines }).toEqual({ headers: 1, lines: 2_000_001 })
})

test('an abandoned answer frees its place', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { stream } = await client.exec({ query: 'SELECT number FROM numbers(50000000) FORMAT CSV' })
    await once(stream, 'data')
    stream.destroy()
  }
  const result = await client.query({ query: 'SELECT number FROM numbers(2000000)', format: 'CSV' })
  expect((await result.text()).length).toBeGreaterThan(8 * 1024 * 1024)
})

test('a failure in the middle of an answer is seen as one', async () => {
  const query = 'SELECT number, throwIf(number = 2900000) FROM numbers(3000000) SETTINGS max_threads = 1'
  const typed = await client.query({ query, format: 'JSONEachRow' })
  await expect(
    (async () => {
      for await (const _ of typed.stream()) continue
    })(),
  ).rejects.toMatchObject({ code: '395' })
  const { stream } = await client.exec({ query: `${query} FORMAT CSV` })
  await expect(
    (async () => {
      for await (const _ of stream) continue
    })(),
  ).rejects.toThrow(/aborted/)
})

test('Parquet is one whole file', async () => {
  const { stream } = await client.exec({
    query: 'SELECT number, toString(number) AS text FROM numbers(300000) SETTINGS max_threads = 1 FORMAT Parquet',
  })
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const file = Buffer.concat(chunks)
  expect([file.subarray(0, 4).toString(), file.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1'])
  expect(file.includes('text')).toBe(true) // the schema at the end
})

test('no web page gets in', async () => {
  expect((await ask('/?query=SELECT+1', { headers: { origin: 'https://example.org' } })).status).toBe(403)
  const { port } = new URL(store.url)
  const rebound = request({
    host: '127.0.0.1',
    port,
    path: '/?query=SELECT+1',
    headers: { host: `example.org:${port}` },
  }).end()
  const [answer] = await once(rebound, 'response')
  answer.resume()
  expect(answer.statusCode).toBe(403)
  expect((await ask(`/?query=${encodeURIComponent('DROP TABLE notes')}`)).status).toBe(405)
})
