import { createMetrics, type KafkaAddress, type Logger, type Metrics } from '@forum/service-kit'
import { encodeEvent } from '../message.ts'
import { partitionsPerTopic, type TopicName, topics } from '../topics.ts'
import type { Broker, EventConsumer, EventProducer } from './broker.ts'
import { KafkaConsumer } from './consumer.ts'
import { consumerMetrics } from './consumer-metrics.ts'
import { DeadLetterBox } from './dead-letter-box.ts'
import { createKafka } from './kafka-client.ts'
import { Sender } from './sender.ts'
import { TopicAdmin } from './topic-admin.ts'

export type BrokerOptions = KafkaAddress & {
  /** In front of each topic and group name. */
  topicPrefix: string
  clientId: string
  logger: Logger
  metrics?: Metrics
  /** Of topics that it creates; six unless told. */
  partitions?: number
}

/** A Kafka, as this forum uses it. Opens no connection before it is used. */
export function createBroker({
  brokers,
  credential,
  topicPrefix,
  clientId,
  logger,
  metrics = createMetrics(clientId),
  partitions = partitionsPerTopic,
}: BrokerOptions): Broker {
  const kafka = createKafka({ brokers, credential, clientId, logger })
  const wireName = (topic: TopicName) => topicPrefix + topics[topic]
  const wireGroup = (groupId: string) => topicPrefix + groupId
  const admin = new TopicAdmin({ kafka, address: { brokers, credential }, logger, partitions, wireName, wireGroup })
  const deadLetterSender = new Sender(kafka)
  const opened: { stop: () => Promise<void> }[] = []

  function producer(): EventProducer {
    const sender = new Sender(kafka)
    const disconnect = () => sender.disconnect()
    opened.push({ stop: disconnect })
    return {
      connect: () => sender.connect(),
      send: (events) =>
        sender.send(events.map((event) => ({ topic: wireName(event.topic), message: encodeEvent(event) }))),
      disconnect,
    }
  }

  function consumer(options: Parameters<Broker['consumer']>[0]): EventConsumer {
    const deps = { kafka, sender: deadLetterSender, logger, metrics: consumerMetrics(metrics), wireName, wireGroup }
    const made = new KafkaConsumer(options, deps)
    opened.push({ stop: () => made.stop() })
    return made
  }

  const box = new DeadLetterBox({ kafka, admin, sender: deadLetterSender, wireName, wireGroup })

  return {
    deadLetters: () => box.list(),
    replayDeadLetters: () => box.replay(),
    ensureTopics: () => admin.ensureTopics(),
    producer,
    consumer,
    offsets: (groupId, names) => admin.offsets(groupId, names),
    ready: () => admin.ready(),
    deleteTopics: () => admin.deleteTopics(),
    forgetGroup: (groupId) => admin.forgetGroup(groupId),
    async close() {
      await Promise.all(opened.splice(0).map(({ stop }) => stop()))
      await deadLetterSender.disconnect()
      await admin.close()
    },
  }
}
