import { randomBytes } from 'node:crypto'
import { type Broker, connectionOf, createBroker, type TopicName, topicSpecs } from '@forum/events'
import { createLogger, type KafkaAddress, type KafkaSettings } from '@forum/service-kit'
import { Kafka, logLevel, Partitioners } from 'kafkajs'
import { cleanUp } from './cleanup.ts'
import { testStores } from './stores.ts'

/** A message as some program puts it into a topic, whose name is without the prefix. */
export type RawRecord = { topic: string; key: string | null; value: string | null; headers: Record<string, string> }

export type TestBroker = Broker & {
  readonly address: KafkaAddress
  readonly topicPrefix: string
  /** What a service is told that is to use it. */
  readonly settings: KafkaSettings
  /** Drops what a topic holds, as Kafka does when its retention is over. */
  expire(topic: TopicName): Promise<void>
  /** Puts records into the topics as they are, in their order. */
  put(records: readonly RawRecord[]): Promise<void>
}

/** A broker whose topics (two partitions each) and groups have a prefix of their own; closed, and its topics deleted, when the test (or the file) is over. */
export async function testBroker(): Promise<TestBroker> {
  const { kafka: address } = testStores()
  const topicPrefix = `test-${randomBytes(6).toString('hex')}-`
  const logger = createLogger({ name: 'test-broker', level: 'error' })
  const broker = createBroker({ ...address, topicPrefix, clientId: 'forum-test', logger, partitions: 2 })
  cleanUp(async () => {
    await broker.deleteTopics()
    await broker.close()
  })
  await broker.ensureTopics()
  const expire = async (name: TopicName) => {
    const topic = topicPrefix + topicSpecs[name].name
    const admin = new Kafka({ ...connectionOf(address), logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    const ends = await admin.fetchTopicOffsets(topic)
    const filled = ends.filter(({ high, low }) => BigInt(high) > BigInt(low))
    await admin.deleteTopicRecords({
      topic,
      partitions: filled.map(({ partition, high }) => ({ partition, offset: high })),
    })
    await admin.disconnect()
  }
  const put = async (records: readonly RawRecord[]) => {
    const kafka = new Kafka({ ...connectionOf(address), logLevel: logLevel.NOTHING })
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
    await producer.connect()
    for (const [topic, messages] of Map.groupBy(records, (record) => record.topic))
      await producer.send({ topic: topicPrefix + topic, messages })
    await producer.disconnect()
  }
  const settings = {
    KAFKA_BROKERS: address.brokers,
    KAFKA_TOPIC_PREFIX: topicPrefix,
    KAFKA_USERNAME: address.credential?.username,
    KAFKA_PASSWORD: address.credential?.password,
  }
  return Object.assign(broker, { address, topicPrefix, settings, expire, put })
}
