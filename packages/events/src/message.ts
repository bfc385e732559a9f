import { z } from 'zod'
import { type CatalogueEvent, definitionsByType } from './catalogue/index.ts'
import type { ForumEvent } from './event.ts'

/** A Kafka message as it is sent: CloudEvents 1.0, binary mode. */
export type OutgoingMessage = { key: string | null; value: string | null; headers: Record<string, string> }

type HeaderValue = Buffer | string | (Buffer | string)[] | undefined

/** As much of a received Kafka message as is read. */
export type IncomingMessage = {
  key: Buffer | string | null
  value: Buffer | string | null
  headers?: Record<string, HeaderValue> | undefined
}

export type ParsedMessage =
  | { ok: true; event: CatalogueEvent }
  | { ok: false; reason: 'unknown_type' | 'malformed'; detail: string }

/** Writes an event as a Kafka message. */
export function encodeEvent(event: ForumEvent): OutgoingMessage {
  const isTombstone = definitionsByType.get(event.type)?.dataOfKey !== undefined
  return {
    key: event.key,
    value: isTombstone ? null : JSON.stringify(event.data),
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: event.type,
      ce_time: event.time.toISOString(),
      ce_source: event.source,
      ce_subject: event.subject,
      'content-type': 'application/json',
    },
  }
}

/** What every store can hold as a day: ClickHouse's Date begins and ends near these. */
const firstYear = 1970
const lastYear = 2148

const envelope = z.object({
  ce_id: z.uuid(),
  ce_time: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .refine((time) => time.getUTCFullYear() >= firstYear && time.getUTCFullYear() <= lastYear, {
      error: `not within the years ${firstYear} to ${lastYear}`,
    }),
  ce_source: z.string().min(1),
  ce_subject: z.string().min(1),
})

/** Reads a Kafka message back. Never throws: what cannot be read says why. */
export function parseEvent(message: IncomingMessage): ParsedMessage {
  const type = text(message.headers?.ce_type)
  if (type === undefined) return malformed('the header ce_type is missing')
  const definition = definitionsByType.get(type)
  if (!definition) return { ok: false, reason: 'unknown_type', detail: type }

  const head = envelope.safeParse({
    ce_id: text(message.headers?.ce_id),
    ce_time: text(message.headers?.ce_time),
    ce_source: text(message.headers?.ce_source),
    ce_subject: text(message.headers?.ce_subject),
  })
  if (!head.success) return malformed(z.prettifyError(head.error))

  const key = message.key === null ? null : message.key.toString()
  const body = readBody(message.value, key, definition)
  if (!body.ok) return malformed(body.detail)

  const { ce_id: id, ce_time: time, ce_source: source, ce_subject: subject } = head.data
  const event = { id, type, time, source, subject, topic: definition.topic, key, data: body.data }
  // The data has just been read by the schema of this very type.
  return { ok: true, event: event as CatalogueEvent }
}

type Body = { ok: true; data: unknown } | { ok: false; detail: string }

function readBody(
  value: IncomingMessage['value'],
  key: string | null,
  { dataOfKey, schema }: { dataOfKey: ((key: string) => unknown) | undefined; schema: z.ZodType },
): Body {
  if (dataOfKey)
    return key === null ? { ok: false, detail: 'a tombstone without a key' } : check(schema, dataOfKey(key))
  if (value === null) return { ok: false, detail: 'the message has no value' }
  try {
    return check(schema, JSON.parse(value.toString()))
  } catch (error) {
    return { ok: false, detail: `the value is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function check(schema: z.ZodType, data: unknown): Body {
  const result = schema.safeParse(data)
  return result.success ? { ok: true, data: result.data } : { ok: false, detail: z.prettifyError(result.error) }
}

function malformed(detail: string): ParsedMessage {
  return { ok: false, reason: 'malformed', detail }
}

function text(header: HeaderValue): string | undefined {
  const first = Array.isArray(header) ? header[0] : header
  return first?.toString()
}
