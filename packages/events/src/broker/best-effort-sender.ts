import { type Logger, within } from '@forum/service-kit'
import type { Counter } from 'prom-client'
import type { ForumEvent } from '../event.ts'
import type { EventProducer } from './broker.ts'

export type BestEffortSenderOptions = {
  producer: Pick<EventProducer, 'send'>
  logger: Logger
  /** Counts events that were given up. */
  dropped: Counter
  batchSize?: number
  /** The most events that wait; what does not fit is dropped and counted. */
  bufferSize?: number
  /** How long an event waits for others to be sent with. */
  delayMs?: number
}

const stopWithinMs = 1_500

/**
 * Sends events straight to Kafka that may be lost: in batches, one in flight, beside the requests, which never wait for it. What does not
 * fit while Kafka is away is dropped and counted, and a crash loses what waits.
 */
export class BestEffortSender {
  readonly #options: Required<BestEffortSenderOptions>
  #waiting: ForumEvent[] = []
  #timer: NodeJS.Timeout | undefined
  #sending: Promise<void> | undefined

  constructor(options: BestEffortSenderOptions) {
    this.#options = { batchSize: 500, bufferSize: 10_000, delayMs: 100, ...options }
  }

  /** Takes events to be sent soon. */
  add(...events: readonly ForumEvent[]): void {
    const { bufferSize, batchSize, delayMs, dropped } = this.#options
    const room = bufferSize - this.#waiting.length
    this.#waiting.push(...events.slice(0, room))
    dropped.inc(Math.max(0, events.length - room))
    if (this.#waiting.length >= batchSize) void this.#send()
    else this.#timer ??= setTimeout(() => void this.#send(), delayMs).unref()
  }

  /** Resolves when all that waited was sent or given up. */
  async flush(): Promise<void> {
    await this.#sending
    await this.#send()
  }

  /** Sends what is left, but not for longer than a stopping service has time. */
  async stop(): Promise<void> {
    await within(stopWithinMs, this.flush()).catch((error: unknown) => {
      this.#options.logger.warn({ err: error, events: this.#waiting.length }, 'the last events were not sent')
    })
    clearTimeout(this.#timer)
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined
    })
    return this.#sending
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { producer, batchSize, logger, dropped } = this.#options
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize)
      try {
        await producer.send(batch)
      } catch (error) {
        dropped.inc(batch.length)
        logger.warn({ err: error, type: batch[0]?.type, events: batch.length }, 'events could not be sent')
      }
    }
  }
}
