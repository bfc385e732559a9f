import { randomBytes } from 'node:crypto'
import { type Broker, connectionOf, createBroker, type TopicName, topicSpecs } from '@forum/events'
import { createLogger, type KafkaAddress, type KafkaSettings } from '@forum/service-kit'
import { Kafka, logLevel } from 'kafkajs'
import { cleanUp } from './cleanup.ts'
import { testStores } from './stores.ts'

export type TestBroker = Broker & {
  readonly address: KafkaAddress
  readonly topicPrefix: string
  /** What a service is told that is to use it. */
  readonly settings: KafkaSettings
  /** Drops what a topic holds, as Kafka does when its retention is over. */
  expire(topic: TopicName): Promise<void>
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
  const settings = {
    KAFKA_BROKERS: address.brokers,
    KAFKA_TOPIC_PREFIX: topicPrefix,
    KAFKA_USERNAME: address.credential?.username,
    KAFKA_PASSWORD: address.credential?.password,
  }
  return Object.assign(broker, { address, topicPrefix, settings, expire })
}
