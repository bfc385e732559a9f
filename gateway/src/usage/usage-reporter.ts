import { type EventProducer, operationCompleted } from '@forum/events'
import { type Clock, type Logger, type Metrics, within } from '@forum/service-kit'
import { Counter } from 'prom-client'
import { knownName } from './known-operations.ts'

export type CompletedOperation = {
  operationName: string | undefined
  clientName: string | undefined
  durationMs: number
  /** The first error's code; null is success. */
  code: string | null
}

export type UsageReporterOptions = {
  producer: Pick<EventProducer, 'send'>
  /** Names that are counted under themselves; every other is "other", so that nobody can fill the statistics with names. */
  knownOperations: ReadonlySet<string>
  clock: Clock
  logger: Logger
  metrics: Metrics
  flushEveryMs?: number
  batchSize?: number
  /** What does not fit is dropped and counted. */
  bufferSize?: number
}

type Completed = ReturnType<typeof operationCompleted>

const stopWithinMs = 1_500
const knownClients = new Set(['web', 'seed', 'sandbox', 'graphiql'])

/** Tells Kafka what was asked, in batches beside the requests: no request ever waits for it, and a crash may lose the last second. */
export class UsageReporter {
  readonly #options: Required<UsageReporterOptions>
  readonly #dropped: Counter
  readonly #timer: NodeJS.Timeout
  #buffer: Completed[] = []
  #sending: Promise<void> = Promise.resolve()
  #isSending = false

  constructor(options: UsageReporterOptions) {
    this.#options = { flushEveryMs: 500, batchSize: 500, bufferSize: 10_000, ...options }
    this.#dropped = new Counter({
      name: 'forum_gateway_usage_dropped_total',
      help: 'Operations that were not reported, because Kafka was away or too slow.',
      registers: [options.metrics],
    })
    this.#timer = setInterval(() => this.#flushSoon(), this.#options.flushEveryMs)
    this.#timer.unref()
  }

  add({ operationName, clientName, durationMs, code }: CompletedOperation): void {
    const { bufferSize, batchSize, knownOperations, clock } = this.#options
    if (this.#buffer.length >= bufferSize) {
      this.#dropped.inc()
      return
    }
    const event = operationCompleted(
      {
        name: knownName(knownOperations, operationName),
        client: clientName !== undefined && knownClients.has(clientName) ? clientName : 'other',
        durationMs: Math.max(0, durationMs),
        outcome: code === null ? 'ok' : 'error',
        code,
      },
      { time: clock.now() },
    )
    this.#buffer.push(event)
    if (this.#buffer.length >= batchSize) this.#flushSoon()
  }

  /** Resolves when everything added so far was sent or given up. */
  async flush(): Promise<void> {
    await this.#sending
    this.#flushSoon()
    await this.#sending
  }

  /** Sends what is left, but not for longer than a stopping service has time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await within(stopWithinMs, this.flush()).catch((error: unknown) => {
      this.#options.logger.warn({ err: error }, 'the last operations were not reported')
    })
  }

  #flushSoon(): void {
    if (this.#isSending || this.#buffer.length === 0) return
    this.#isSending = true
    this.#sending = this.#sendAll().finally(() => {
      this.#isSending = false
    })
  }

  async #sendAll(): Promise<void> {
    const { producer, batchSize, logger } = this.#options
    while (this.#buffer.length > 0) {
      const batch = this.#buffer.splice(0, batchSize)
      try {
        await producer.send(batch)
      } catch (error) {
        this.#dropped.inc(batch.length)
        logger.warn({ err: error, operations: batch.length }, 'operations were not reported')
        return
      }
    }
  }
}
