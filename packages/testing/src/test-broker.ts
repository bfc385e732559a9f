import { randomBytes } from 'node:crypto'
import { type Broker, createBroker } from '@forum/events'
import { createLogger } from '@forum/service-kit'
import { cleanUp } from './cleanup.ts'
import { testStores } from './stores.ts'

export type TestBroker = Broker & { readonly brokers: string[]; readonly topicPrefix: string }

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
  return Object.assign(broker, { brokers, topicPrefix })
}
