import { randomBytes } from 'node:crypto'
import { type Broker, createBroker, type TopicName, topicSpecs } from '@forum/events'
import { createLogger } from '@forum/service-kit'
import { Kafka, logLevel } from 'kafkajs'
import { cleanUp } from './cleanup.ts'
import { testStores } from './stores.ts'

export type TestBroker = Broker & {
  readonly brokers: string[]
  readonly topicPrefix: string
  /** Drops what a topic holds, as Kafka does when its retention is over. */
  expire(topic: TopicName): Promise<void>
}

/** A broker whose topics (two partitions each) and groups have a prefix of their own; closed, and its topics deleted, when the test (or the file) is over. */
export async function testBroker(): Promise<TestBroker> {
  const brokers = testStores().kafkaBrokers.split(',')
  const topicPrefix = `test-${randomBytes(6).toString('hex')}-`
  const logger = createLogger({ name: 'test-broker', level: 'error' })
  const broker = createBroker({ brokers, topicPrefix, clientId: 'forum-test', logger, partitions: 2 })
  cleanUp(async () => {
    await broker.deleteTopics()
    await broker.close()
  })
  await broker.ensureTopics()
  const expire = async (name: TopicName) => {
    const topic = topicPrefix + topicSpecs[name].name
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    const ends = await admin.fetchTopicOffsets(topic)
    const filled = ends.filter(({ high, low }) => BigInt(high) > BigInt(low))
    await admin.deleteTopicRecords({
      topic,
      partitions: filled.map(({ partition, high }) => ({ partition, offset: high })),
    })
    await admin.disconnect()
  }
  return Object.assign(broker, { brokers, topicPrefix, expire })
}
