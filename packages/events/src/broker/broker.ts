import type { CatalogueEvent } from '../catalogue/index.ts'
import type { ForumEvent } from '../event.ts'
import type { TopicName } from '../topics.ts'
import type { DeadLetter } from './dead-letter-box.ts'
import type { PartitionOffsets } from './partition-offsets.ts'

/** Events of one partition, in their order. Offsets include messages that were skipped or set aside. */
export type EventBatch = {
  topic: TopicName
  partition: number
  events: readonly CatalogueEvent[]
  firstOffset: bigint
  lastOffset: bigint
}

/** What `handle` may answer when a part of its work goes on after the next batch may come. */
export type HandledEarly = {
  /** Resolves when the batch is wholly done. When it rejects, all that is not committed comes again. */
  done: Promise<void>
}

export type ConsumerOptions = {
  /** Without the prefix; the broker puts it in front. */
  groupId: string
  topics: readonly TopicName[]
  /** Where a group without offsets begins: true unless told. */
  fromBeginning?: boolean
  /**
   * Works a batch off. Offsets are committed after it resolves (and, where it says so, after what is left of the work is done), so it sees a
   * batch again after a crash and must be idempotent.
   * Throw StoreUnavailable when a store is away (the partition pauses and the batch comes again), PoisonEvent for an event that can
   * never be handled (it goes to the dead letters, the rest of the batch comes again).
   */
  handle: (batch: EventBatch) => Promise<HandledEarly | void>
  /** Bytes fetched from a partition at a time; 1 MiB unless told. */
  maxBytesPerPartition?: number
  /** Of how many partitions `handle` works at the same time; one unless told. */
  partitionsAtOnce?: number
}

export interface EventProducer {
  connect(): Promise<void>
  /** Sends in order, one batch in flight, and resolves when every in-sync replica has them. */
  send(events: readonly ForumEvent[]): Promise<void>
  disconnect(): Promise<void>
}

export interface EventConsumer {
  start(): Promise<void>
  /** Finishes the batch in hand, commits it and leaves the group. */
  stop(): Promise<void>
  /** Resolves when the consumer is first a member of its group with its partitions. */
  readonly joined: Promise<void>
  /** Whether it is a member of its group now. */
  isJoined(): boolean
}

export interface Broker {
  /** Creates the topics that are missing, with their partitions and retention, and their dead-letter topics. */
  ensureTopics(): Promise<void>
  producer(): EventProducer
  consumer(options: ConsumerOptions): EventConsumer
  /** Where a group stands, by partition of the given topics (all unless told). */
  offsets(groupId: string, topics?: readonly TopicName[]): Promise<PartitionOffsets[]>
  /** Messages that were set aside and not replayed since. */
  deadLetters(): Promise<DeadLetter[]>
  /** Sends them to their topics again; how many there were. */
  replayDeadLetters(): Promise<number>
  /** Drops what a group has committed, so that it begins again at the beginning. Throws while the group has a member. */
  forgetGroup(groupId: string): Promise<void>
  /** Deletes the topics of this prefix with all that is in them: for tests. */
  deleteTopics(): Promise<void>
  /** Whether a broker answers. */
  ready(): Promise<boolean>
  /** Stops what this broker made: consumers, producers, then itself. */
  close(): Promise<void>
}
