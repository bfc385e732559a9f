import type { TopicName } from '../topics.ts'

/** Committed and end offset of a partition. Committed is the first offset that Kafka still has for a group that has not committed there. */
export type PartitionOffsets = { topic: TopicName; partition: number; committed: bigint; end: bigint }
