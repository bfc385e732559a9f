import { connectionOf } from '@forum/events'
import type { KafkaAddress } from '@forum/service-kit'
import { AssignerProtocol, Kafka, logLevel } from 'kafkajs'

/** How far the consumer groups of a network have read. Found by the prefix, so that a new consumer is waited for without being listed. */
export class GroupOffsets {
  readonly #kafka: Kafka
  readonly #prefix: string

  constructor(kafka: KafkaAddress, prefix: string) {
    this.#kafka = new Kafka({
      ...connectionOf(kafka),
      clientId: 'forum-network',
      logLevel: logLevel.NOTHING,
      retry: { retries: 5 },
    })
    this.#prefix = prefix
  }

  /** What is not read yet, as sentences; empty when every group has committed the end of each partition that it reads. */
  async behind(): Promise<string[]> {
    const admin = this.#kafka.admin()
    await admin.connect()
    try {
      const { groups } = await admin.listGroups()
      const mine = groups.map(({ groupId }) => groupId).filter((groupId) => groupId.startsWith(this.#prefix))
      if (mine.length === 0) return ['no consumer has joined']
      const { groups: described } = await admin.describeGroups(mine)
      const sentences: string[] = []
      for (const { groupId, members, state } of described) {
        const topics = new Set<string>()
        for (const { memberAssignment } of members) {
          if (memberAssignment.length === 0) continue
          const assignment = AssignerProtocol.MemberAssignment.decode(memberAssignment)
          for (const topic of Object.keys(assignment?.assignment ?? {})) topics.add(topic)
        }
        if (state !== 'Stable' || topics.size === 0)
          sentences.push(`${groupId} has no members with partitions (${state})`)
        const committed = await admin.fetchOffsets({ groupId, topics: [...topics] })
        for (const { topic, partitions } of committed) {
          const ends = await admin.fetchTopicOffsets(topic)
          for (const { partition, high, low } of ends) {
            const offset = partitions.find((at) => at.partition === partition)?.offset ?? '-1'
            const at = Number(offset) < 0 ? Number(low) : Number(offset)
            if (at < Number(high)) sentences.push(`${groupId} is at ${at} of ${high} in ${topic}/${partition}`)
          }
        }
      }
      return sentences
    } finally {
      await admin.disconnect()
    }
  }
}
