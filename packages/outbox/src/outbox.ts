import { definitionsByType, type ForumEvent } from '@forum/events'

/** As much of a transaction as is needed. */
export type OutboxTransaction = {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>
}

/** Larger events would not fit beside others in a request to Kafka, and carry what they should not: bodies. */
const largestDataBytes = 64 * 1024

/** Records events in the caller's transaction: they are sent if it commits, and never were if it does not. */
export class Outbox {
  /**
   * Appends events in their order, in one statement. Lock the aggregate's row first: the order of its events is that of their `seq`.
   * Throws for an event that fails its schema or is larger than 64 KB: that is a bug, and the transaction must not commit.
   */
  async append(tx: OutboxTransaction, ...events: readonly ForumEvent[]): Promise<void> {
    if (events.length === 0) return
    const rows = JSON.stringify(events.map(toRow))
    await tx.$executeRaw`
      INSERT INTO outbox (id, type, topic, key, subject, source, time, data)
      SELECT id, type, topic, key, subject, source, time, data
      FROM ROWS FROM (jsonb_to_recordset(${rows}::jsonb) AS (
        id uuid, type text, topic text, key text, subject text, source text, time timestamptz(3), data jsonb
      )) WITH ORDINALITY AS event(id, type, topic, key, subject, source, time, data, position)
      ORDER BY position`
  }
}

function toRow(event: ForumEvent) {
  const definition = definitionsByType.get(event.type)
  if (!definition) throw new Error(`the catalogue has no event ${event.type}`)
  const checked = definition.schema.safeParse(event.data)
  if (!checked.success) throw new Error(`${event.type} fails its schema: ${checked.error.message}`)
  const bytes = Buffer.byteLength(JSON.stringify(checked.data))
  if (bytes > largestDataBytes)
    throw new Error(`${event.type} has ${bytes} bytes of data; ${largestDataBytes} is the most`)
  const { id, type, topic, key, subject, source, time } = event
  return {
    id,
    type,
    topic,
    key,
    subject,
    source,
    time: time.toISOString(),
    data: definition.dataOfKey ? null : checked.data,
  }
}
