import { createLogger, createMetrics } from '@forum/service-kit'
import { testBroker } from '@forum/testing'
import { Kafka, logLevel } from 'kafkajs'
import { expect, inject, onTestFinished, test } from 'vitest'
import {
  type Broker,
  type CatalogueEvent,
  type ConsumerOptions,
  connectionOf,
  createBroker,
  encodeEvent,
  PoisonEvent,
  postLiked,
  StoreUnavailable,
} from '../index.ts'

const id = (): string => crypto.randomUUID()

function like(version = 1, postId = id()) {
  return postLiked({ postId, postAuthorId: id(), userId: id(), active: true, version }, { time: new Date() })
}

/** A consumer of posts that has joined, and a promise of the first so many events that it processed. */
async function consume(broker: Broker, options: Partial<ConsumerOptions> = {}) {
  const seen: CatalogueEvent[] = []
  const waiting: { count: number; resolve: (events: CatalogueEvent[]) => void }[] = []
  const consumer = broker.consumer({
    groupId: 'test',
    topics: ['posts'],
    ...options,
    handle: async (batch) => {
      const early = await options.handle?.(batch)
      seen.push(...batch.events)
      for (const { count, resolve } of waiting) if (seen.length >= count) resolve(seen)
      return early
    },
  })
  onTestFinished(() => consumer.stop())
  await consumer.start()
  await consumer.joined
  const first = (count: number) =>
    new Promise<CatalogueEvent[]>((resolve) => {
      if (seen.length >= count) resolve(seen)
      else waiting.push({ count, resolve })
    })
  return { consumer, seen, first }
}

async function caughtUp(broker: Broker): Promise<void> {
  await expect
    .poll(async () => (await broker.offsets('test', ['posts'])).every(({ committed, end }) => committed === end), {
      timeout: 10_000,
    })
    .toBe(true)
}

test('what is sent arrives once, in the order of each key, and is committed', async () => {
  const broker = await testBroker()
  const { first, seen } = await consume(broker)
  const posts = [id(), id(), id(), id()]
  const sent = Array.from({ length: 2_000 }, (_, index) => like(index, posts[index % posts.length]))
  await broker.producer().send(sent)
  await first(sent.length)
  await caughtUp(broker)
  expect(seen).toHaveLength(sent.length)
  for (const post of posts)
    expect(seen.filter(({ key }) => key === post)).toEqual(sent.filter(({ key }) => key === post))
})

test('a group that comes later begins at the beginning, and one that comes back where it was', async () => {
  const broker = await testBroker()
  const early = [like(), like()]
  await broker.producer().send(early)
  const { consumer, first, seen } = await consume(broker)
  await first(2)
  await caughtUp(broker)
  await consumer.stop()
  await broker.producer().send([like()])
  const back = await consume(broker)
  await back.first(1)
  expect(seen).toHaveLength(2)
  expect(back.seen).toHaveLength(1)
})

test('a forgotten group begins at the beginning, and one that nobody knows is forgotten already', async () => {
  const broker = await testBroker()
  await broker.forgetGroup('test')
  await broker.producer().send([like(), like()])
  const { consumer, first } = await consume(broker)
  await first(2)
  await caughtUp(broker)
  await expect(broker.forgetGroup('test')).rejects.toBeInstanceOf(StoreUnavailable) // it has a member
  await consumer.stop()
  await broker.forgetGroup('test')
  expect((await broker.offsets('test', ['posts'])).map(({ committed }) => committed)).toEqual([0n, 0n])
})

test('a batch comes again until its store answers, and nothing is committed before', async () => {
  const broker = await testBroker()
  const offsetsSeen: bigint[] = []
  const { first } = await consume(broker, {
    handle: async ({ topic }) => {
      const offsets = await broker.offsets('test', [topic])
      offsetsSeen.push(offsets.reduce((sum, { committed }) => sum + committed, 0n))
      if (offsetsSeen.length < 3) throw new StoreUnavailable('ClickHouse')
    },
  })
  await broker.producer().send([like()])
  expect(await first(1)).toHaveLength(1)
  await caughtUp(broker)
  expect(offsetsSeen).toEqual([0n, 0n, 0n])
})

async function committed(broker: Broker): Promise<bigint> {
  const offsets = await broker.offsets('test', ['posts'])
  return offsets.reduce((sum, { committed: at }) => sum + at, 0n)
}

/** A handler whose batches are done when told, in any order. */
function doneWhenTold() {
  const batches: PromiseWithResolvers<void>[] = []
  return {
    batches,
    handle: async () => {
      const done = Promise.withResolvers<void>()
      batches.push(done)
      return { done: done.promise }
    },
  }
}

test('the next batch comes while the work of one goes on, and nothing is committed past what is not done', async () => {
  const broker = await testBroker()
  const { batches, handle } = doneWhenTold()
  const { first, consumer } = await consume(broker, { handle })
  const postId = id()
  for (const version of [1, 2, 3]) {
    await broker.producer().send([like(version, postId)])
    await first(version)
  }
  expect(await committed(broker)).toBe(0n)
  const [one, two, three] = batches
  two?.resolve()
  await new Promise(setImmediate)
  expect(await committed(broker)).toBe(0n)
  one?.resolve()
  await expect.poll(() => committed(broker)).toBe(2n)

  const stopping = consumer.stop()
  three?.resolve()
  await stopping
  expect(await committed(broker)).toBe(3n)
})

test('a batch of which nothing can be read is not committed before those that came before it', async () => {
  const broker = await testBroker()
  const { batches, handle } = doneWhenTold()
  const { first } = await consume(broker, { handle })
  const one = like()
  await broker.producer().send([one])
  await first(1)
  const raw = new Kafka({ ...connectionOf(broker.address), logLevel: logLevel.NOTHING }).producer()
  await raw.connect()
  onTestFinished(() => raw.disconnect())
  const { key, headers } = encodeEvent(one)
  await raw.send({ topic: `${broker.topicPrefix}forum.posts.v1`, messages: [{ key, value: '{', headers }] })
  await expect.poll(async () => (await broker.deadLetters()).length).toBe(1)
  await broker.producer().send([like(2, one.data.postId)])
  await first(2)
  expect(await committed(broker)).toBe(0n)
  batches[0]?.resolve()
  await expect.poll(() => committed(broker)).toBe(2n)
  batches[1]?.resolve()
  await caughtUp(broker)
})

test('what will not be done comes again, with all that came after it', async () => {
  const broker = await testBroker()
  const { batches, handle } = doneWhenTold()
  const { first, seen } = await consume(broker, { handle })
  const postId = id()
  for (const version of [1, 2]) {
    await broker.producer().send([like(version, postId)])
    await first(version)
  }
  batches[1]?.resolve()
  batches[0]?.reject(new Error('it was stopped'))
  await first(4)
  expect(seen.slice(2)).toEqual(seen.slice(0, 2))
  for (const { resolve } of batches) resolve()
  await caughtUp(broker)
})

test('who takes a partition over is handed what was not done, and the former owner commits none of it', async () => {
  const broker = await testBroker()
  const { batches, handle } = doneWhenTold()
  const { first } = await consume(broker, { handle })
  await broker.producer().send(Array.from({ length: 40 }, () => like()))
  await first(40)
  const [...former] = batches
  const taken = new Set<number>()
  const other = await consume(broker, {
    handle: async ({ partition }) => {
      taken.add(partition)
    },
  })
  await other.first(1)
  for (const { resolve } of former) resolve()
  await new Promise(setImmediate)
  const kept = (await broker.offsets('test', ['posts'])).filter(({ partition }) => !taken.has(partition))
  expect(kept.map(({ committed: at }) => at)).toEqual([0n])

  // What it kept itself came again too, and is committed when that is done.
  await expect
    .poll(
      async () => {
        for (const { resolve } of batches) resolve()
        return (await broker.offsets('test', ['posts'])).every(({ committed: at, end }) => at === end)
      },
      { timeout: 10_000 },
    )
    .toBe(true)
})

test('an event that can never be processed is set aside, the rest of its batch is not', async () => {
  const broker = await testBroker()
  const poison = like()
  const postId = poison.data.postId
  const { first } = await consume(broker, {
    handle: async ({ events }) => {
      if (events.some(({ id: eventId }) => eventId === poison.id)) throw new PoisonEvent(poison.id, 'divides by zero')
    },
  })
  const others = [like(1, postId), like(2, postId)] as const
  await broker.producer().send([others[0], poison, others[1]])
  expect(await first(2)).toEqual(others)
  const [letter, ...more] = await broker.deadLetters()
  expect(more).toEqual([])
  expect(letter).toMatchObject({
    topic: 'posts',
    eventId: poison.id,
    type: 'post_liked',
    reason: 'poison',
    detail: 'divides by zero',
    groupId: 'test',
  })
})

test('what cannot be read is set aside with the reason; a newer type is counted and skipped', async () => {
  const metrics = createMetrics('test')
  const { kafka } = inject('stores')
  const topicPrefix = `unreadable-${id()}.`
  const logger = createLogger({ name: 'test', level: 'silent' })
  const broker = createBroker({
    ...kafka,
    topicPrefix,
    clientId: 'test',
    logger,
    metrics,
    partitions: 2,
  })
  onTestFinished(async () => {
    await broker.close()
    await broker.deleteTopics()
    await broker.close()
  })
  await broker.ensureTopics()
  const { first } = await consume(broker)
  const good = like()
  const { key, value, headers } = encodeEvent(good)
  const raw = new Kafka({ ...connectionOf(kafka), logLevel: logLevel.NOTHING }).producer()
  await raw.connect()
  onTestFinished(() => raw.disconnect())
  await raw.send({
    topic: `${topicPrefix}forum.posts.v1`,
    messages: [
      { key, value: 'not json', headers },
      { key, value, headers: { ...headers, ce_type: 'post_sung' } },
      { key, value, headers },
    ],
  })
  expect(await first(1)).toEqual([good])
  await caughtUp(broker)
  expect(await broker.deadLetters()).toMatchObject([{ reason: 'malformed', value: 'not json', eventId: good.id }])
  expect(await metrics.metrics()).toMatch(
    /forum_events_skipped_total\{group="test",type="post_sung",service="test"\} 1/,
  )
  expect(await metrics.metrics()).toMatch(
    /forum_events_dead_total\{group="test",topic="posts",reason="malformed",service="test"\} 1/,
  )
})

test('what is not text or too large to be set aside with its reason does not hold its partition up', async () => {
  const broker = await testBroker()
  const { first } = await consume(broker)
  const good = like()
  const { key, value, headers } = encodeEvent(good)
  const raw = new Kafka({ ...connectionOf(broker.address), logLevel: logLevel.NOTHING }).producer()
  await raw.connect()
  onTestFinished(() => raw.disconnect())
  const topic = `${broker.topicPrefix}forum.posts.v1`
  // As text each of these bytes would be three, and the message too large.
  const binary = Buffer.alloc(700 * 1024, 0xff)
  const full = 'x'.repeat(1024 * 1024 - 400)
  for (const bytes of [binary, full, value]) await raw.send({ topic, messages: [{ key, value: bytes, headers }] })
  expect(await first(1)).toEqual([good])
  await caughtUp(broker)

  const letters = await broker.deadLetters()
  expect(letters).toMatchObject([
    { reason: 'malformed', eventId: good.id, offset: 0n },
    { reason: 'malformed', eventId: null, offset: 1n, value: null },
  ])
  expect(await broker.replayDeadLetters()).toBe(1)
  await caughtUp(broker)
  expect(await broker.deadLetters()).toMatchObject([{ reason: 'malformed', offset: 3n, value: letters[0]?.value }])
})

test('dead letters are replayed once', async () => {
  const broker = await testBroker()
  const event = like()
  let isMended = false
  const { first } = await consume(broker, {
    handle: async () => {
      if (!isMended) throw new PoisonEvent(event.id, 'a bug of ours')
    },
  })
  await broker.producer().send([event])
  await caughtUp(broker)
  await expect.poll(async () => (await broker.deadLetters()).length, { timeout: 10_000 }).toBe(1)
  isMended = true
  expect(await broker.replayDeadLetters()).toBe(1)
  expect(await first(1)).toEqual([event])
  expect(await broker.replayDeadLetters()).toBe(0)
  expect(await broker.deadLetters()).toEqual([])
})

test('two who replay the same dead letters both come to an end', async () => {
  const broker = await testBroker()
  const { key, headers } = encodeEvent(like())
  const raw = new Kafka({ ...connectionOf(broker.address), logLevel: logLevel.NOTHING }).producer()
  await raw.connect()
  onTestFinished(() => raw.disconnect())
  await raw.send({ topic: `${broker.topicPrefix}forum.posts.v1.dlq`, messages: [{ key, value: 'not json', headers }] })
  const counts = await Promise.all([broker.replayDeadLetters(), broker.replayDeadLetters()])
  expect(Math.max(...counts)).toBe(1)
})

test('two members of a group share its partitions, and one takes over what the other leaves', async () => {
  const broker = await testBroker()
  const one = await consume(broker)
  const two = await consume(broker)
  const sent = Array.from({ length: 200 }, () => like())
  await broker.producer().send(sent)
  await caughtUp(broker)
  const both = () => new Set([...one.seen, ...two.seen].map(({ id: eventId }) => eventId))
  expect(both().size).toBe(200)
  await one.consumer.stop()
  await broker.producer().send(Array.from({ length: 200 }, () => like()))
  await caughtUp(broker)
  expect(both().size).toBe(400)
})

test('a topic is made with its retention, compaction and partitions, and once', async () => {
  const { kafka } = inject('stores')
  const topicPrefix = `topics-${id()}.`
  const logger = createLogger({ name: 'test', level: 'silent' })
  const brokers = ['one', 'two'].map((clientId) =>
    createBroker({ ...kafka, topicPrefix, clientId, logger, partitions: 3 }),
  )
  await Promise.all(brokers.map((broker) => broker.ensureTopics()))
  const admin = new Kafka({ ...connectionOf(kafka), logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  onTestFinished(async () => {
    await admin.disconnect()
    await brokers[0]?.deleteTopics()
    await Promise.all(brokers.map((broker) => broker.close()))
  })
  const settings = async (name: string) => {
    const topic = topicPrefix + name
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: topic }] })
    const value = (key: string) => resources[0]?.configEntries.find(({ configName }) => configName === key)?.configValue
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return [topics[0]?.partitions.length, value('cleanup.policy'), value('retention.ms')]
  }
  expect(await settings('forum.posts.v1')).toEqual([3, 'delete', '-1'])
  expect(await settings('forum.profiles.v1')).toEqual([3, 'compact', '-1'])
  expect(await settings('forum.gateway.v1')).toEqual([3, 'delete', String(30 * 24 * 3_600_000)])
  expect(await settings('forum.posts.v1.dlq')).toEqual([1, 'delete', '-1'])
})

test('a Kafka that is not there is one sentence with the way out', async () => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const broker = createBroker({ brokers: ['127.0.0.1:1'], topicPrefix: '', clientId: 'test', logger })
  await expect(broker.ensureTopics()).rejects.toThrow(
    'KAFKA_BROKERS: cannot reach 127.0.0.1:1 (refused). Start Kafka there, or unset it to use the embedded one.',
  )
  await expect(broker.producer().send([like()])).rejects.toBeInstanceOf(StoreUnavailable)
  expect(await broker.ready()).toBe(false)
})

test.each([
  ['nobody in particular', undefined],
  ['somebody with a wrong password', { username: 'forum', password: 'hidden' }],
])('%s is told what the Kafka asks for', async (_who, credential) => {
  const { brokers } = inject('stores').kafka
  const logger = createLogger({ name: 'test', level: 'silent' })
  const broker = createBroker({ brokers, credential, topicPrefix: 'refused-', clientId: 'test', logger })
  onTestFinished(() => broker.close())
  const told = await broker.ensureTopics().catch((error: unknown) => String(error))
  expect(told).toMatch(
    /^StartError: KAFKA_BROKERS: cannot reach 127[.\d:]+ \(.+\)\. Set KAFKA_USERNAME and KAFKA_PASSWORD to what it asks for \(SASL\/SCRAM-SHA-256\)\.$/,
  )
  expect(told).not.toContain('hidden')
})

test('topics that many make at once are there for each of them', async () => {
  const { kafka } = inject('stores')
  const logger = createLogger({ name: 'test', level: 'silent' })
  const prefixes = Array.from({ length: 6 }, () => `many-${id()}.`)
  const brokers = [...prefixes, ...prefixes].map((topicPrefix, index) =>
    createBroker({ ...kafka, topicPrefix, clientId: `client-${index}`, logger, partitions: 2 }),
  )
  onTestFinished(async () => {
    await Promise.all(brokers.slice(0, prefixes.length).map((broker) => broker.deleteTopics()))
    await Promise.all(brokers.map((broker) => broker.close()))
  })
  await Promise.all(brokers.map((broker) => broker.ensureTopics()))
  await Promise.all(brokers.map((broker) => broker.producer().send([like()])))
  const sent = await Promise.all(brokers.map((broker) => broker.offsets('nobody', ['posts'])))
  const inEach = sent.map((partitions) => partitions.reduce((sum, { end }) => sum + Number(end), 0))
  expect(inEach).toEqual(brokers.map(() => 2)) // each prefix has two brokers, and so two likes
})

test('a topic is ready to be asked for its ends as soon as it is ensured', async () => {
  const { kafka } = inject('stores')
  const logger = createLogger({ name: 'test', level: 'silent' })
  const brokers = Array.from({ length: 8 }, () =>
    createBroker({ ...kafka, topicPrefix: `ends-${id()}.`, clientId: 'ends', logger, partitions: 6 }),
  )
  onTestFinished(async () => {
    await Promise.all(brokers.map((broker) => broker.deleteTopics()))
    await Promise.all(brokers.map((broker) => broker.close()))
  })
  const ends = await Promise.all(
    brokers.map(async (broker) => {
      await broker.ensureTopics()
      return (await broker.offsets('nobody')).map(({ end }) => end)
    }),
  )
  expect(ends.flat().every((end) => end === 0n)).toBe(true)
})
