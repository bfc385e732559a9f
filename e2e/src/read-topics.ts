import { randomUUID } from 'node:crypto'
import { connectionOf } from '@forum/events'
import type { KafkaAddress } from '@forum/service-kit'
import kafkajs, { Kafka, logLevel } from 'kafkajs'

/** The topics of one network as they lie in Kafka. */
export class TopicReader {
  readonly #kafka: Kafka
  readonly #prefix: string

  constructor(kafka: KafkaAddress, prefix: string) {
    this.#kafka = new Kafka({ ...connectionOf(kafka), clientId: 'forum-network', logLevel: logLevel.NOTHING })
    this.#prefix = prefix
  }

  /** Everything from the start of each topic, a message a text: its key, headers and value. */
  async all(): Promise<{ topic: string; text: string }[]> {
    const admin = this.#kafka.admin()
    // Not of the network, whose groups are waited for.
    const groupId = `reader-${randomUUID()}`
    const consumer = this.#kafka.consumer({ groupId })
    await Promise.all([admin.connect(), consumer.connect()])
    try {
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(this.#prefix))
      const left = new Set<string>()
      const ends = new Map<string, number>()
      for (const topic of topics)
        for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
          ends.set(`${topic}/${partition}`, Number(high))
          if (Number(high) > Number(low)) left.add(`${topic}/${partition}`)
        }
      const messages: { topic: string; text: string }[] = []
      if (left.size === 0) return messages
      const { promise: done, resolve } = Promise.withResolvers<void>()
      await consumer.subscribe({ topics, fromBeginning: true })
      await consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          for (const { key, headers, value } of batch.messages)
            messages.push({ topic: batch.topic, text: `${key} ${JSON.stringify(textsOf(headers ?? {}))} ${value}` })
          const name = `${batch.topic}/${batch.partition}`
          // Of a compacted topic the last messages may be gone: the batch says how far it reaches.
          if (Number(batch.lastOffset()) + 1 >= (ends.get(name) ?? 0)) left.delete(name)
          if (left.size === 0) resolve()
        },
      })
      await done
      return messages
    } finally {
      await consumer.disconnect()
      await admin.deleteGroups([groupId]).catch(() => undefined) // nobody may have joined it
      await admin.disconnect()
    }
  }

  /** Lets a compacted topic be compacted within seconds. */
  async compactSoon(name: string): Promise<void> {
    const admin = this.#kafka.admin()
    await admin.connect()
    const entries = {
      'cleanup.policy': 'compact',
      'max.compaction.lag.ms': '1000',
      'segment.ms': '1000',
      'min.cleanable.dirty.ratio': '0.001',
    }
    const configEntries = Object.entries(entries).map(([key, value]) => ({ name: key, value }))
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: `${this.#prefix}${name}`, configEntries }],
    })
    await admin.disconnect()
  }
}

type Headers = Record<string, unknown>

const textsOf = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
