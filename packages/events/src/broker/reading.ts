import type { KafkaMessage } from 'kafkajs'
import type { CatalogueEvent } from '../catalogue/index.ts'
import { parseEvent } from '../message.ts'

/** A message that will not be processed here, and why. */
export type DeadMessage = { message: KafkaMessage; reason: 'malformed' | 'poison'; detail: string }

export type Reading = {
  readable: { event: CatalogueEvent; message: KafkaMessage }[]
  unreadable: DeadMessage[]
  unknownTypes: string[]
}

/** Sorts the messages of a batch: events of the catalogue, what cannot be read, and types from a newer version. */
export function readMessages(messages: readonly KafkaMessage[]): Reading {
  const reading: Reading = { readable: [], unreadable: [], unknownTypes: [] }
  for (const message of messages) {
    const parsed = parseEvent(message)
    if (parsed.ok) reading.readable.push({ event: parsed.event, message })
    else if (parsed.reason === 'unknown_type') reading.unknownTypes.push(parsed.detail)
    else reading.unreadable.push({ message, reason: 'malformed', detail: parsed.detail })
  }
  return reading
}
