import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import {
  freePort,
  removePostgresData,
  type StoreOptions,
  startClickHouse,
  startKafka,
  startPostgres,
} from '@forum/embedded'
import { connectionOf } from '@forum/events'
import type { KafkaAddress } from '@forum/service-kit'
import { Kafka, logLevel, Partitioners } from 'kafkajs'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'

const silent = { info() {}, warn() {}, error() {} }

/** In a folder closed to everybody else, as a clone in /root is, with a name as people give to folders. */
async function options(): Promise<StoreOptions> {
  const closed = mkdtempSync(join(tmpdir(), 'мой форум, '))
  const dataDirectory = join(closed, 'data')
  onTestFinished(() => {
    removePostgresData(dataDirectory)
    rmSync(closed, { recursive: true, force: true })
  })
  return { dataDirectory, port: await freePort(), logger: silent }
}

/** Writes numbers one after the other until it fails; answers those that were acknowledged. */
async function writeUntilKilled(write: (n: number) => Promise<unknown>, store: { kill(): void }): Promise<number[]> {
  const acknowledged: number[] = []
  try {
    for (let n = 0; ; n += 1) {
      if (n === 40) setImmediate(() => store.kill()) // while the write below is under way
      await write(n)
      acknowledged.push(n)
    }
  } catch {
    // The write that was under way may be there or not.
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(40)
  return acknowledged
}

test('Postgres loses nothing that it acknowledged', async () => {
  const where = await options()
  const first = await startPostgres(where)
  const writer = new pg.Client({ connectionString: first.url })
  writer.on('error', () => {}) // it is cut on purpose
  await writer.connect()
  await writer.query('CREATE TABLE numbers (n int)')
  const acknowledged = await writeUntilKilled((n) => writer.query('INSERT INTO numbers VALUES ($1)', [n]), first)

  const second = await startPostgres(where)
  const reader = new pg.Client({ connectionString: second.url })
  await reader.connect()
  const { rows } = await reader.query<{ n: number }>('SELECT n FROM numbers')
  await reader.end()
  await second.stop()
  expect(rows.map(({ n }) => n)).toEqual(expect.arrayContaining(acknowledged))
})

test('Postgres waits for a killed one that is not quite gone', async () => {
  const where = await options()
  const first = await startPostgres(where)
  const client = new pg.Client({ connectionString: first.url })
  client.on('error', () => {}) // it is cut on purpose
  await client.connect()
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
  const lockFile = join(rows[0]?.data_directory ?? '', 'postmaster.pid')
  const { uid, gid } = statSync(lockFile)
  const cut = new Promise<void>((resolve) => client.on('end', resolve))
  first.kill()
  await cut
  // Postgres knows the one before it by its pid alone: here somebody of the same name who lives on for a second.
  const lingering = spawn('sleep', ['1'], { uid, gid, stdio: 'ignore' })
  writeFileSync(lockFile, readFileSync(lockFile, 'utf8').replace(/^\d+/, String(lingering.pid)))

  const second = await startPostgres(where)
  expect(lingering.exitCode).toBe(0)
  await second.stop()
})

test('ClickHouse loses nothing that it acknowledged', async () => {
  const where = await options()
  const first = await startClickHouse(where)
  const client = createClient({ url: first.url, log: { level: ClickHouseLogLevel.OFF } })
  await client.command({ query: 'CREATE DATABASE forum ENGINE = Atomic' })
  await client.command({ query: 'CREATE TABLE forum.numbers (n UInt32) ENGINE = MergeTree ORDER BY n' })
  const insert = (n: number) => client.insert({ table: 'forum.numbers', values: [{ n }], format: 'JSONEachRow' })
  const acknowledged = await writeUntilKilled(insert, first)

  const second = await startClickHouse(where)
  const result = await client.query({ query: 'SELECT n FROM forum.numbers', format: 'JSONEachRow' })
  const there = await result.json<{ n: number }>()
  await client.close()
  await second.stop()
  expect(there.map(({ n }) => n)).toEqual(expect.arrayContaining(acknowledged))
})

test('Kafka loses nothing that it acknowledged, and keeps its groups', async () => {
  const where = await options()
  const first = await startKafka(where)
  const numbers = { topic: 'numbers', acks: -1 }
  const patient = new Kafka({ ...connectionOf(first.address), clientId: 'kill', logLevel: logLevel.NOTHING })
  const admin = patient.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: numbers.topic, numPartitions: 1 }], waitForLeaders: true })
  await admin.disconnect()
  const opening = patient.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await opening.connect()
  // A new partition may need a moment before it takes its first message.
  await opening.send({ ...numbers, messages: [{ value: '-1' }] })
  await opening.disconnect()

  const kafka = new Kafka({
    ...connectionOf(first.address),
    clientId: 'kill',
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  })
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  const acknowledged = await writeUntilKilled(
    (n) => producer.send({ ...numbers, messages: [{ value: String(n) }] }),
    first,
  )
  await producer.disconnect()

  const second = await startKafka(where)
  const read = await readNumbers(second.address, acknowledged.length + 1)
  await second.stop()
  expect(read).toEqual(expect.arrayContaining([-1, ...acknowledged]))
})

async function readNumbers(broker: KafkaAddress, count: number): Promise<number[]> {
  const consumer = new Kafka({ ...connectionOf(broker), clientId: 'reader', logLevel: logLevel.NOTHING }).consumer({
    groupId: 'reader',
  })
  const read: number[] = []
  await consumer.connect()
  await consumer.subscribe({ topic: 'numbers', fromBeginning: true })
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({ message }: { message: { value: Buffer | null } }) => {
      read.push(Number(message.value))
      if (read.length >= count) resolve()
    }
    consumer.run({ eachMessage }).catch(reject)
  })
  await consumer.disconnect()
  return read
}
