import { deadLetterSuffix, type TopicName } from '../topics.ts'
import type { DeadMessage } from './reading.ts'
import type { Sender, Sending } from './sender.ts'

export type DeadLetterOrigin = { topic: TopicName; wireTopic: string; partition: number; groupId: string }

/** Sets messages aside in `<topic>.dlq`: as they came, with headers that say why, from where, and for whom. */
export async function sendDeadLetters(
  sender: Sender,
  origin: DeadLetterOrigin,
  dead: readonly DeadMessage[],
): Promise<void> {
  await sender.send(
    dead.map(({ message, reason, detail }): Sending => {
      const headers = Object.fromEntries(
        Object.entries(message.headers ?? {}).map(([name, value]) => [
          name,
          (Array.isArray(value) ? value[0] : value)?.toString() ?? '',
        ]),
      )
      return {
        topic: origin.wireTopic + deadLetterSuffix,
        message: {
          key: message.key?.toString() ?? null,
          value: message.value?.toString() ?? null,
          headers: {
            ...headers,
            dlq_reason: reason,
            dlq_detail: detail.slice(0, 2_000),
            dlq_topic: origin.topic,
            dlq_partition: String(origin.partition),
            dlq_offset: message.offset,
            dlq_group: origin.groupId,
          },
        },
      }
    }),
  )
}
