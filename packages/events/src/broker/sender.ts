import { traced, within } from '@forum/service-kit'
import { type ICustomPartitioner, type Kafka, Partitioners, type Producer } from 'kafkajs'
import { EventRefused, StoreUnavailable } from './failures.ts'

/** An event as `encodeEvent` writes it, or the bytes of a message that came. */
type Sent = { key: string | Buffer | null; value: string | Buffer | null; headers: Record<string, string | Buffer> }

export type Sending = { topic: string; message: Sent }

/** Stays below Kafka's default limit of a request (1 MiB), whatever the partitions. */
const chunkBytes = 512 * 1024

/**
 * Sends messages through an idempotent producer, one request in flight. kafkajs 2.2.4 rolls sequence numbers back when a send fails, so a
 * different batch could take over a number that the broker has seen and be acknowledged as a repetition: after any error the producer
 * is thrown away, and the next send makes a new one.
 */
export class Sender {
  readonly #kafka: Kafka
  #producer: Promise<Producer> | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(kafka: Kafka) {
    this.#kafka = kafka
  }

  async connect(): Promise<void> {
    await this.#connected()
  }

  /** In order; resolves when all in-sync replicas have all. Throws StoreUnavailable, or EventRefused for what Kafka will never take. */
  send(sendings: readonly Sending[]): Promise<void> {
    const sent = this.#last.then(async () => {
      for (const chunk of chunksOf(sendings)) await this.#sendChunk(chunk)
    })
    // The next one waits for this one, but does not share its fate.
    this.#last = sent.catch(() => {})
    return sent
  }

  async disconnect(): Promise<void> {
    await this.#last
    const producer = this.#producer
    this.#producer = undefined
    await (await producer)?.disconnect()
  }

  async #sendChunk(chunk: readonly Sending[]): Promise<void> {
    try {
      const producer = await this.#connected()
      await traced(
        'kafka send',
        { kind: 'producer', attributes: { 'messaging.batch.message_count': chunk.length } },
        () => producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages: byTopic(chunk) }),
      )
    } catch (error) {
      this.#discard()
      throw classified(error)
    }
  }

  #connected(): Promise<Producer> {
    this.#producer ??= this.#newProducer()
    return this.#producer
  }

  async #newProducer(): Promise<Producer> {
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: partitionByKeyOrId,
    })
    try {
      await producer.connect()
      return producer
    } catch (error) {
      this.#producer = undefined
      throw error
    }
  }

  #discard(): void {
    const discarded = this.#producer
    this.#producer = undefined
    if (!discarded) return
    // Nothing depends on how the old connection ends.
    void discarded.then((producer) => within(3_000, producer.disconnect())).catch(() => {})
  }
}

/** By key; without one by the event's id, so that a repeated request puts each message into the same partition again. */
const partitionByKeyOrId: ICustomPartitioner = () => {
  const byKey = Partitioners.DefaultPartitioner()
  return ({ topic, partitionMetadata, message }) => {
    const key = message.key ?? message.headers?.ce_id?.toString() ?? null
    return byKey({ topic, partitionMetadata, message: { ...message, key } })
  }
}

function byTopic(sendings: readonly Sending[]) {
  const messages = new Map<string, Sent[]>()
  for (const { topic, message } of sendings) {
    const list = messages.get(topic)
    if (list) list.push(message)
    else messages.set(topic, [message])
  }
  return [...messages].map(([topic, list]) => ({ topic, messages: list }))
}

function* chunksOf(sendings: readonly Sending[]): Generator<Sending[]> {
  let chunk: Sending[] = []
  let bytes = 0
  for (const sending of sendings) {
    const size = sizeOf(sending.message)
    if (chunk.length > 0 && bytes + size > chunkBytes) {
      yield chunk
      chunk = []
      bytes = 0
    }
    chunk.push(sending)
    bytes += size
  }
  if (chunk.length > 0) yield chunk
}

function sizeOf({ key, value, headers }: Sent): number {
  let bytes = (key?.length ?? 0) + (value === null ? 0 : Buffer.byteLength(value))
  for (const [name, text] of Object.entries(headers)) bytes += name.length + text.length
  return bytes
}

const refusals = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'INVALID_TOPIC_EXCEPTION',
  'POLICY_VIOLATION',
])

function classified(error: unknown): Error {
  const type = protocolErrorType(error)
  return type !== undefined && refusals.has(type)
    ? new EventRefused(type, { cause: error })
    : new StoreUnavailable('Kafka', { cause: error })
}

function protocolErrorType(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('type' in error && typeof error.type === 'string') return error.type
  return protocolErrorType(error.cause)
}
