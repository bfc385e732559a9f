import type { EventProducer, ForumEvent } from '@forum/events'
import type { Logger, Metrics } from '@forum/service-kit'
import { Counter } from 'prom-client'

export type ViewSenderOptions = {
  producer: EventProducer
  logger: Logger
  metrics: Metrics
  batchSize?: number
  most?: number
  delayMs?: number
}

/**
 * Sends views straight to Kafka in batches, one in flight. Bounded: while Kafka is away, what does not fit is dropped and counted, since
 * a view may be lost and a request must not wait for it.
 */
export class ViewSender {
  readonly #options: Required<ViewSenderOptions>
  readonly #lost: Counter
  #waiting: ForumEvent[] = []
  #sending: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(options: ViewSenderOptions) {
    this.#options = { batchSize: 500, most: 10_000, delayMs: 100, ...options }
    this.#lost = new Counter({
      name: 'forum_views_lost_total',
      help: 'Views that could not be sent to Kafka.',
      registers: [options.metrics],
    })
  }

  /** Takes views to be sent soon. */
  add(views: readonly ForumEvent[]): void {
    const room = this.#options.most - this.#waiting.length
    this.#waiting.push(...views.slice(0, room))
    this.#lost.inc(Math.max(0, views.length - room))
    if (this.#waiting.length >= this.#options.batchSize) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), this.#options.delayMs)
  }

  /** Sends views now and resolves when Kafka has them. Rejects when it does not take them. */
  async send(views: readonly ForumEvent[]): Promise<void> {
    const { producer, batchSize } = this.#options
    for (let at = 0; at < views.length; at += batchSize) await producer.send(views.slice(at, at + batchSize))
  }

  /** Resolves when all that waited was sent or given up. */
  flush(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  async #sendAll(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#options.batchSize)
      try {
        await this.#options.producer.send(batch)
      } catch (error) {
        this.#lost.inc(batch.length)
        this.#options.logger.warn({ err: error, views: batch.length }, 'views could not be sent')
      }
    }
  }
}
