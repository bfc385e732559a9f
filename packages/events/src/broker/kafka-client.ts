import type { KafkaAddress, Logger } from '@forum/service-kit'
import { Kafka, type KafkaConfig, logLevel, type RetryOptions } from 'kafkajs'
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'
import { gatherOffsets } from './gathered-offsets.ts'

/** Given everywhere: kafkajs takes other defaults when NODE_ENV is "test". What lasts longer than this is the caller's to repeat. */
export const retry: RetryOptions = {
  retries: 4,
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  factor: 0.2,
  multiplier: 2,
}

export type KafkaClientOptions = { clientId: string; logger: Pick<Logger, 'debug'>; retry?: RetryOptions }

/** A kafkajs client whose log goes to ours. Only for debugging: kafkajs logs each try of what it repairs, and throws the rest. */
export function createKafka({
  brokers,
  credential,
  clientId,
  logger,
  ...options
}: KafkaAddress & KafkaClientOptions): Kafka {
  noNegativeTimeouts()
  gatherOffsets()
  return new Kafka({
    ...connectionOf({ brokers, credential }),
    clientId,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry,
    ...options,
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, log }) => {
        const { message, timestamp: _, logger: __, stack: ___, ...fields } = log
        logger.debug({ kafkajs: namespace, ...fields }, message)
      },
  })
}

/** Where and as whom a kafkajs client connects. */
export const connectionOf = ({ brokers, credential }: KafkaAddress): Pick<KafkaConfig, 'brokers' | 'sasl'> => ({
  brokers,
  ...(credential && { sasl: { mechanism: 'scram-sha-256', ...credential } }),
})

let isPatched = false

/**
 * A connection of kafkajs 2.2.4 schedules its next look at waiting requests even when none waits, at a time before now: each
 * connection then wakes a thousand times a second, and Node 24 warns of a negative timeout. A request that has to wait schedules the
 * look itself, so without one there is nothing to do.
 */
function noNegativeTimeouts(): void {
  if (isPatched) return
  isPatched = true
  const { prototype } = RequestQueue
  const original = prototype.scheduleCheckPendingRequests
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) original.call(this)
  }
}
