import { within } from '@forum/service-kit'
import type { Kafka, KafkaMessage } from 'kafkajs'
import { deadLetterSuffix, type TopicName, topicNames } from '../topics.ts'
import { headersOf, omittedHeader } from './dead-letters.ts'
import { StoreUnavailable } from './failures.ts'
import { retry } from './kafka-client.ts'
import type { Sender, Sending } from './sender.ts'
import type { TopicAdmin } from './topic-admin.ts'

/** A message that a consumer set aside. */
export type DeadLetter = {
  topic: TopicName
  /** Where the message was in its topic. */
  partition: number
  offset: bigint
  /** Of the group that could not work it off. */
  groupId: string
  reason: string
  detail: string
  type: string | null
  eventId: string | null
  value: string | null
  /** When it was set aside. */
  at: Date
}

export type DeadLetterBoxDeps = {
  kafka: Kafka
  admin: TopicAdmin
  sender: Sender
  wireName: (topic: TopicName) => string
  wireGroup: (groupId: string) => string
}

type Waiting = { topic: TopicName; message: KafkaMessage }

/** The dead letters of all topics. What was replayed is remembered as the offsets of a consumer group of the box's own. */
export class DeadLetterBox {
  readonly #deps: DeadLetterBoxDeps

  constructor(deps: DeadLetterBoxDeps) {
    this.#deps = deps
  }

  /** Those that wait, oldest first in each topic. */
  async list(): Promise<DeadLetter[]> {
    const found: DeadLetter[] = []
    await this.#read(async (waiting) => {
      found.push(...waiting.map(toLetter))
      return 'keep'
    })
    return found
  }

  /**
   * Sends those that wait to their topics again, for every group that reads them; the count. Consumers are idempotent. Letters without their
   * message are only done with.
   */
  async replay(): Promise<number> {
    let count = 0
    await this.#read(async (waiting) => {
      const whole = waiting.filter(({ message }) => header(message, omittedHeader) === undefined)
      await this.#deps.sender.send(whole.map((letter) => this.#asItWas(letter)))
      count += whole.length
      return 'done'
    })
    return count
  }

  #asItWas({ topic, message }: Waiting): Sending {
    const headers = Object.fromEntries(Object.entries(headersOf(message)).filter(([name]) => !name.startsWith('dlq_')))
    return { topic: this.#deps.wireName(topic), message: { key: message.key, value: message.value, headers } }
  }

  /** kafkajs cannot be told where to read, so a group of the box's own reads from what was last done to what was there at the call. */
  async #read(work: (waiting: Waiting[]) => Promise<'keep' | 'done'>): Promise<void> {
    const { kafka, wireName, wireGroup } = this.#deps
    const left = await this.#leftToRead()
    if (left.size === 0) return
    const names = new Map(topicNames.map((topic) => [wireName(topic) + deadLetterSuffix, topic] as const))
    const ended = Promise.withResolvers<void>()
    const groupId = wireGroup('dead-letter-box')
    const consumer = kafka.consumer({
      groupId,
      maxWaitTimeInMs: 200,
      retry: { ...retry, restartOnFailure: async () => false },
    })
    consumer.on(consumer.events.CRASH, ({ payload }) =>
      ended.reject(new StoreUnavailable('Kafka', { cause: payload.error })),
    )
    // Another box may be at the same letters, and be done with them before this one has its turn: then nothing comes any more.
    const watching = setInterval(() => {
      const endIfDone = (waiting: Map<string, bigint>) => waiting.size === 0 && ended.resolve()
      this.#leftToRead().then(endIfDone, ended.reject)
    }, 1_000)
    try {
      await consumer.connect()
      await consumer.subscribe({ topics: [...left.keys()], fromBeginning: true })
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary }) => {
          const topic = names.get(batch.topic)
          const end = left.get(batch.topic)
          if (!topic || end === undefined) return
          const messages = batch.messages.filter(({ offset }) => BigInt(offset) < end)
          const outcome = await work(messages.map((message) => ({ topic, message })))
          const next = BigInt(batch.lastOffset()) + 1n < end ? BigInt(batch.lastOffset()) + 1n : end
          const partitions = [{ partition: batch.partition, offset: String(next) }]
          if (outcome === 'done') await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions }] })
          resolveOffset(batch.lastOffset())
          if (next >= end) left.delete(batch.topic)
          if (left.size === 0) ended.resolve()
        },
      })
      await ended.promise
    } finally {
      clearInterval(watching)
      await within(3_500, consumer.disconnect()).catch(() => {})
    }
  }

  /** End offsets, by name on the wire, of the dead-letter topics that have something new. Each has one partition. */
  async #leftToRead(): Promise<Map<string, bigint>> {
    const { admin, wireName, wireGroup } = this.#deps
    return admin.ask(async (kafkaAdmin) => {
      const existing = new Set(await kafkaAdmin.listTopics())
      const topics = topicNames
        .map((topic) => wireName(topic) + deadLetterSuffix)
        .filter((topic) => existing.has(topic))
      const committed = await kafkaAdmin.fetchOffsets({ groupId: wireGroup('dead-letter-box'), topics })
      const left = new Map<string, bigint>()
      for (const topic of topics) {
        const [end] = await kafkaAdmin.fetchTopicOffsets(topic)
        const done = committed.find((group) => group.topic === topic)?.partitions[0]?.offset ?? '-1'
        if (end && BigInt(end.high) > BigInt(end.low) && BigInt(end.high) > BigInt(done))
          left.set(topic, BigInt(end.high))
      }
      return left
    })
  }
}

function toLetter({ topic, message }: Waiting): DeadLetter {
  return {
    topic,
    partition: Number(header(message, 'dlq_partition') ?? -1),
    offset: BigInt(header(message, 'dlq_offset') ?? -1),
    groupId: header(message, 'dlq_group') ?? 'unknown',
    reason: header(message, 'dlq_reason') ?? 'unknown',
    detail: header(message, 'dlq_detail') ?? '',
    type: header(message, 'ce_type') ?? null,
    eventId: header(message, 'ce_id') ?? null,
    value: message.value?.toString() ?? null,
    at: new Date(Number(message.timestamp)),
  }
}

function header(message: KafkaMessage, name: string): string | undefined {
  const value = message.headers?.[name]
  return (Array.isArray(value) ? value[0] : value)?.toString()
}
