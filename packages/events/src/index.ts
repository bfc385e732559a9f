export { BestEffortSender, type BestEffortSenderOptions } from './broker/best-effort-sender.ts'
export type {
  Broker,
  ConsumerOptions,
  EventBatch,
  EventConsumer,
  EventProducer,
  HandledEarly,
} from './broker/broker.ts'
export { cannotReachKafka } from './broker/cannot-reach-kafka.ts'
export { type BrokerOptions, createBroker } from './broker/create-broker.ts'
export type { DeadLetter } from './broker/dead-letter-box.ts'
export { EventRefused, PoisonEvent, StoreUnavailable } from './broker/failures.ts'
export { connectionOf, createKafka } from './broker/kafka-client.ts'
export type { PartitionOffsets } from './broker/partition-offsets.ts'
export * from './catalogue/auth.ts'
export * from './catalogue/gateway.ts'
export { type CatalogueEvent, definitionsByType, type EventType, eventCatalogue } from './catalogue/index.ts'
export * from './catalogue/posts.ts'
export * from './catalogue/reactions.ts'
export * from './catalogue/stats.ts'
export * from './catalogue/views.ts'
export {
  asSeeded,
  defineEvent,
  type EventDefinition,
  type EventOf,
  type EventOptions,
  type ForumEvent,
  isEvent,
  isSeeded,
} from './event.ts'
export { encodeEvent, type IncomingMessage, type OutgoingMessage, type ParsedMessage, parseEvent } from './message.ts'
export {
  deadLetterSuffix,
  partitionsPerTopic,
  type TopicName,
  type TopicSpec,
  topicNames,
  topicSpecs,
  topics,
} from './topics.ts'
