import { type CatalogueEvent, type ForumEvent, postLiked, profileErased, profileUpdated } from '@forum/events'
import { createLogger, createMetrics } from '@forum/service-kit'
import { testBroker, testDatabase } from '@forum/testing'
import { Pool, type PoolClient } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { Outbox, OutboxRelay } from './index.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
const outbox = new Outbox()
const id = (): string => crypto.randomUUID()

async function database() {
  const { url } = await testDatabase('posts')
  const pool = new Pool({ connectionString: url, max: 14 })
  // pool.end() resolves before its connections are gone, and the database is dropped with those that are left.
  pool.on('error', () => {})
  onTestFinished(() => pool.end())
  return { url, pool }
}

/** What a transaction gives, over plain pg. */
const asTransaction = (client: PoolClient) => ({
  async $executeRaw(query: TemplateStringsArray, ...values: unknown[]): Promise<number> {
    const text = query.reduce((sql, part, index) => `${sql}$${index}${part}`)
    return (await client.query(text, values)).rowCount ?? 0
  },
})

async function transaction(
  pool: Pool,
  work: (tx: ReturnType<typeof asTransaction>, client: PoolClient) => Promise<void>,
) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await work(asTransaction(client), client)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

function like(postId: string, version: number): ForumEvent {
  return postLiked({ postId, postAuthorId: id(), userId: id(), active: true, version }, { time: new Date() })
}

const rows = async (pool: Pool, table = 'outbox') => (await pool.query(`SELECT * FROM ${table} ORDER BY seq`)).rows

test('an event exists if its transaction commits, and not otherwise', async () => {
  const { pool } = await database()
  const kept = like(id(), 1)
  await transaction(pool, (tx) => outbox.append(tx, kept))
  await expect(
    transaction(pool, async (tx) => {
      await outbox.append(tx, like(id(), 1))
      throw new Error('the change failed')
    }),
  ).rejects.toThrow('the change failed')
  expect(await rows(pool)).toMatchObject([
    { id: kept.id, type: 'post_liked', topic: 'posts', key: kept.key, data: kept.data, time: kept.time },
  ])
})

test('several events of one call keep their order', async () => {
  const { pool } = await database()
  const events = Array.from({ length: 50 }, (_, version) => like(id(), version))
  await transaction(pool, (tx) => outbox.append(tx, ...events))
  expect((await rows(pool)).map((row) => row.id)).toEqual(events.map((event) => event.id))
})

test('refuses what fails its schema, is too large, or has no definition', async () => {
  const { pool } = await database()
  const append = (event: ForumEvent) => transaction(pool, (tx) => outbox.append(tx, event))
  await expect(append({ ...like(id(), 1), data: { postId: 'seven' } })).rejects.toThrow('post_liked fails its schema')
  const long = { userId: id(), handle: 'ann', displayName: 'x'.repeat(70_000), avatarUrl: null, version: 1 }
  await expect(append(profileUpdated(long, { time: new Date() }))).rejects.toThrow('profile_updated has 7')
  await expect(append({ ...like(id(), 1), type: 'post_sung' })).rejects.toThrow('no event post_sung')
  expect(await rows(pool)).toEqual([])
})

/** Everything that is in the topics of a broker, once it has been read to the end. */
async function everything(broker: Awaited<ReturnType<typeof testBroker>>): Promise<CatalogueEvent[]> {
  const seen: CatalogueEvent[] = []
  const topics = ['posts', 'profiles'] as const
  const groupId = `reader-${id()}`
  const consumer = broker.consumer({ groupId, topics, handle: async ({ events }) => void seen.push(...events) })
  await consumer.start()
  await consumer.joined
  await expect
    .poll(async () => (await broker.offsets(groupId, topics)).every(({ committed, end }) => committed === end), {
      timeout: 20_000,
    })
    .toBe(true)
  await consumer.stop()
  return seen
}

test('12 writers at once: nothing is lost, and nothing overtakes an older event of its key', async () => {
  const { url, pool } = await database()
  await pool.query('CREATE TABLE aggregate (id uuid PRIMARY KEY, version int NOT NULL)')
  const aggregates = Array.from({ length: 5 }, id)
  for (const aggregate of aggregates) await pool.query('INSERT INTO aggregate VALUES ($1, 0)', [aggregate])
  const broker = await testBroker()
  const relay = new OutboxRelay({ databaseUrl: url, broker, logger, pollIntervalMs: 5 })
  onTestFinished(() => relay.stop())
  relay.start()

  const write = (aggregate: string) =>
    transaction(pool, async (tx, client) => {
      const { rows: locked } = await client.query(
        'UPDATE aggregate SET version = version + 1 WHERE id = $1 RETURNING version',
        [aggregate],
      )
      await outbox.append(tx, like(aggregate, locked[0].version))
      // Transactions commit in another order than they began.
      if (Math.random() < 0.3) await client.query('SELECT pg_sleep(random() * 0.01)')
    })
  const perWriter = 100
  await Promise.all(
    Array.from({ length: 12 }, async (_, writer) => {
      for (let turn = 0; turn < perWriter; turn += 1) await write(aggregates[(writer + turn) % aggregates.length] ?? '')
    }),
  )
  await relay.drain()

  expect(await rows(pool)).toEqual([])
  const seen = await everything(broker)
  expect(seen).toHaveLength(12 * perWriter)
  for (const aggregate of aggregates) {
    const versions = seen
      .filter(({ key }) => key === aggregate)
      .map(({ data }) => ('version' in data ? data.version : -1))
    expect(versions).toEqual(Array.from({ length: versions.length }, (_, index) => index + 1))
  }
})

test('of two relays one works; when its connection is killed the other takes over', async () => {
  const { url, pool } = await database()
  const broker = await testBroker()
  const relays = ['one', 'two'].map((name) => {
    const metrics = createMetrics(name)
    const relay = new OutboxRelay({ databaseUrl: url, broker, logger, metrics })
    onTestFinished(() => relay.stop())
    relay.start()
    const isActive = async () => {
      const { values } = (await metrics.getSingleMetric('forum_outbox_relay_active')?.get()) ?? { values: [] }
      return values[0]?.value === 1
    }
    return { relay, isActive }
  })
  const active = async () => (await Promise.all(relays.map(({ isActive }) => isActive()))).filter(Boolean).length
  await expect.poll(active, { timeout: 10_000 }).toBe(1)
  const holders = async () => {
    const { rows: found } = await pool.query(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
    return found.map(({ pid }) => Number(pid))
  }
  const [holder] = await holders()

  const post = id()
  const first = [like(post, 1), like(post, 2)]
  await transaction(pool, (tx) => outbox.append(tx, ...first))
  // Drained by whichever works, told by both.
  await Promise.all(relays.map(({ relay }) => relay.drain()))

  await pool.query('SELECT pg_terminate_backend($1)', [holder])
  const second = [like(post, 3), like(post, 4)]
  await transaction(pool, (tx) => outbox.append(tx, ...second))
  await Promise.all(relays.map(({ relay }) => relay.drain()))
  await expect.poll(holders, { timeout: 10_000 }).toHaveLength(1)
  expect(await holders()).not.toEqual([holder])
  expect(await everything(broker)).toEqual([...first, ...second])
})

test('what Kafka refuses for good is moved aside with the reason, and the rest goes on', async () => {
  const { url, pool } = await database()
  const broker = await testBroker()
  const post = id()
  const [before, after] = [like(post, 1), like(post, 2)]
  // Larger than a request to Kafka may be; append would have refused it.
  const tooLarge = { ...like(post, 9), data: { text: 'x'.repeat(1_200_000) } }
  await transaction(pool, (tx) => outbox.append(tx, before))
  await pool.query(
    'INSERT INTO outbox (id, type, topic, key, subject, source, time, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tooLarge.id, tooLarge.type, 'posts', post, post, 'forum/posts', tooLarge.time, JSON.stringify(tooLarge.data)],
  )
  await transaction(pool, (tx) => outbox.append(tx, after))
  const metrics = createMetrics('test')
  const relay = new OutboxRelay({ databaseUrl: url, broker, logger, metrics })
  onTestFinished(() => relay.stop())
  relay.start()
  await relay.drain()
  expect(await rows(pool, 'outbox_dead')).toMatchObject([{ id: tooLarge.id, reason: 'MESSAGE_TOO_LARGE' }])
  expect(await metrics.metrics()).toMatch(/forum_outbox_dead_total\{service="test"\} 1/)
  const seen = await everything(broker)
  expect([...new Set(seen.map((event) => event.id))]).toEqual([before.id, after.id])
})

test('an erased profile leaves as a tombstone', async () => {
  const { url, pool } = await database()
  const broker = await testBroker()
  const erased = profileErased({ userId: id() }, { time: new Date() })
  await transaction(pool, (tx) => outbox.append(tx, erased))
  expect(await rows(pool)).toMatchObject([{ data: null }])
  const relay = new OutboxRelay({ databaseUrl: url, broker, logger })
  onTestFinished(() => relay.stop())
  relay.start()
  await relay.drain()
  expect(await everything(broker)).toEqual([erased])
})

test('a drain of a relay that stops is refused, not forgotten', async () => {
  const { url, pool } = await database()
  const broker = await testBroker()
  const relay = new OutboxRelay({ databaseUrl: url, broker, logger })
  await transaction(pool, (tx) => outbox.append(tx, like(id(), 1)))
  const drained = relay.drain()
  await Promise.all([expect(drained).rejects.toThrow('the relay has stopped'), relay.stop()])
  expect(await rows(pool)).toHaveLength(1)
})
