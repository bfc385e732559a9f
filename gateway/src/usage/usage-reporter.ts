import { BestEffortSender, type EventProducer, operationCompleted } from '@forum/events'
import type { Clock, Logger, Metrics } from '@forum/service-kit'
import { Counter } from 'prom-client'
import { knownName } from './known-name.ts'

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

const knownClients = new Set(['web', 'seed', 'sandbox', 'graphiql'])

/** Tells Kafka what was asked, in batches beside the requests: no request ever waits for it, and a crash may lose the last five seconds. */
export class UsageReporter {
  readonly #options: UsageReporterOptions
  readonly #sender: BestEffortSender

  constructor(options: UsageReporterOptions) {
    const { producer, logger, metrics, flushEveryMs = 5_000, batchSize = 500, bufferSize = 10_000 } = options
    this.#options = options
    const dropped = new Counter({
      name: 'forum_gateway_usage_dropped_total',
      help: 'Operations that were not reported, because Kafka was away or too slow.',
      registers: [metrics],
    })
    this.#sender = new BestEffortSender({ producer, logger, dropped, delayMs: flushEveryMs, batchSize, bufferSize })
  }

  add({ operationName, clientName, durationMs, code }: CompletedOperation): void {
    const { knownOperations, clock } = this.#options
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
    this.#sender.add(event)
  }

  /** Resolves when everything added so far was sent or given up. */
  flush(): Promise<void> {
    return this.#sender.flush()
  }

  /** Sends what is left, but not for longer than a stopping service has time. */
  stop(): Promise<void> {
    return this.#sender.stop()
  }
}
