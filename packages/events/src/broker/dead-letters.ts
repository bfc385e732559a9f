import type { KafkaMessage } from 'kafkajs'
import { deadLetterSuffix, type TopicName } from '../topics.ts'
import { EventRefused } from './failures.ts'
import type { DeadMessage } from './reading.ts'
import type { Sender, Sending } from './sender.ts'

export type DeadLetterOrigin = { topic: TopicName; wireTopic: string; partition: number; groupId: string }

/** On a letter without its message, which is still at its partition and offset. */
export const omittedHeader = 'dlq_omitted'

/**
 * Sets messages aside in `<topic>.dlq`: byte for byte as they came, with headers that say why, from where, and for whom. A message that is too
 * large with these headers is left where it is, and its letter has them alone: whatever comes, its partition goes on.
 */
export async function sendDeadLetters(
  sender: Sender,
  origin: DeadLetterOrigin,
  dead: readonly DeadMessage[],
): Promise<void> {
  const orEachAlone = async (error: unknown) => {
    if (!(error instanceof EventRefused)) throw error
    for (const one of dead) await sendAlone(sender, origin, one)
  }
  await sender.send(dead.map((one) => wholeLetter(origin, one))).catch(orEachAlone)
}

async function sendAlone(sender: Sender, origin: DeadLetterOrigin, one: DeadMessage): Promise<void> {
  const orWithout = async (error: unknown) => {
    if (!(error instanceof EventRefused)) throw error
    await sender.send([letter(origin, { headers: { ...reasons(origin, one), [omittedHeader]: error.reason } })])
  }
  await sender.send([wholeLetter(origin, one)]).catch(orWithout)
}

function wholeLetter(origin: DeadLetterOrigin, one: DeadMessage): Sending {
  const { key, value } = one.message
  return letter(origin, { key, value, headers: { ...headersOf(one.message), ...reasons(origin, one) } })
}

/** A message's headers byte for byte; of one that came several times the first. */
export const headersOf = ({ headers = {} }: Pick<KafkaMessage, 'headers'>): Sending['message']['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, (Array.isArray(text) ? text[0] : text) ?? '']),
  )

function letter({ wireTopic }: DeadLetterOrigin, message: Partial<Sending['message']>): Sending {
  return { topic: wireTopic + deadLetterSuffix, message: { key: null, value: null, headers: {}, ...message } }
}

function reasons({ topic, partition, groupId }: DeadLetterOrigin, { message, reason, detail }: DeadMessage) {
  return {
    dlq_reason: reason,
    dlq_detail: detail.slice(0, 2_000),
    dlq_topic: topic,
    dlq_partition: String(partition),
    dlq_offset: message.offset,
    dlq_group: groupId,
  }
}
