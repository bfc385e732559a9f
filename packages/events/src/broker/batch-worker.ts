import { Backoff, type Logger, traced } from '@forum/service-kit'
import type { EachBatchPayload } from 'kafkajs'
import type { TopicName } from '../topics.ts'
import type { ConsumerOptions, HandledEarly } from './broker.ts'
import type { ConsumerMetrics } from './consumer-metrics.ts'
import { sendDeadLetters } from './dead-letters.ts'
import { PoisonEvent, StoreUnavailable } from './failures.ts'
import type { LateCommits } from './late-commits.ts'
import { type Reading, readMessages } from './reading.ts'
import type { Sender } from './sender.ts'

export type BatchWorkerDeps = Pick<ConsumerOptions, 'groupId' | 'handle'> & {
  topic: TopicName
  sender: Sender
  logger: Logger
  metrics: ConsumerMetrics
  late: LateCommits
  heartbeatMs: number
  stop: AbortSignal
}

/** Works one batch off: reads it, sets aside what cannot be read, hands the rest over until it is done, then commits its offsets, or has them
 * committed when it is wholly done. */
export class BatchWorker {
  readonly #deps: BatchWorkerDeps

  constructor(deps: BatchWorkerDeps) {
    this.#deps = deps
  }

  async work({ batch, heartbeat, commitOffsetsIfNecessary, resolveOffset }: EachBatchPayload): Promise<void> {
    const { groupId, topic, metrics, late } = this.#deps
    const { generation } = late
    const last = batch.messages.at(-1)
    if (!last) return
    const reading = readMessages(batch.messages)
    for (const type of reading.unknownTypes) metrics.skipped.inc({ group: groupId, type })

    const time = metrics.seconds.startTimer({ group: groupId, topic })
    const span = {
      kind: 'consumer' as const,
      attributes: { 'messaging.batch.message_count': batch.messages.length, 'messaging.consumer.group.name': groupId },
    }
    const worked = await traced(`kafka process ${topic}`, span, () => this.#workOff(batch, reading, heartbeat))
    if (!worked) return
    time()
    metrics.consumed.inc({ group: groupId, topic }, reading.readable.length)

    const next = (BigInt(batch.lastOffset()) + 1n).toString()
    const done = worked.early?.done ?? (late.isWaiting(batch.topic, batch.partition) ? Promise.resolve() : null)
    if (done) {
      const end = { topic: batch.topic, partition: batch.partition, next, commit: commitOffsetsIfNecessary }
      late.add(end, { done, generation })
    } else {
      // First the commit, then the local mark: if the commit fails, the batch comes again and is committed then.
      const partitions = [{ partition: batch.partition, offset: next }]
      await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions }] })
    }
    resolveOffset(last.offset)
  }

  /** Null when the consumer was stopped before the batch was done. A failing heartbeat is thrown: kafkajs joins the group again. */
  async #workOff(
    batch: EachBatchPayload['batch'],
    reading: Reading,
    heartbeat: () => Promise<void>,
  ): Promise<{ early: HandledEarly | void } | null> {
    const { groupId, metrics, logger, topic, stop, heartbeatMs } = this.#deps
    const backoff = new Backoff({ firstMs: 100, maxMs: heartbeatMs })
    while (!stop.aborted) {
      try {
        const early = await this.#withHeartbeats(heartbeat, () => this.#tryOnce(batch, reading))
        metrics.paused.set({ group: groupId }, 0)
        return { early }
      } catch (error) {
        if (error instanceof PoisonEvent && setAside(reading, error)) continue
        const isAway = error instanceof StoreUnavailable
        const reason = isAway ? 'store_unavailable' : 'fault'
        metrics.failures.inc({ group: groupId, reason })
        metrics.paused.set({ group: groupId }, 1)
        const where = { group: groupId, topic, partition: batch.partition, offset: batch.firstOffset() }
        logger[isAway ? 'warn' : 'error']({ err: error, ...where }, 'batch not processed; it will be redelivered')
        await backoff.wait(stop)
        await heartbeat()
      }
    }
    return null
  }

  async #tryOnce(batch: EachBatchPayload['batch'], reading: Reading): Promise<HandledEarly | void> {
    const { groupId, topic, sender, handle, metrics } = this.#deps
    if (reading.unreadable.length > 0) {
      const origin = { topic, wireTopic: batch.topic, partition: batch.partition, groupId }
      await sendDeadLetters(sender, origin, reading.unreadable)
      for (const { reason } of reading.unreadable) metrics.dead.inc({ group: groupId, topic, reason })
      reading.unreadable = []
    }
    if (reading.readable.length === 0) return
    return await handle({
      topic,
      partition: batch.partition,
      events: reading.readable.map(({ event }) => event),
      firstOffset: BigInt(batch.firstOffset() ?? batch.lastOffset()),
      lastOffset: BigInt(batch.lastOffset()),
    })
  }

  /** Keeps the membership while a slow batch is processed. What a heartbeat says here shows again at the commit. */
  async #withHeartbeats<Result>(heartbeat: () => Promise<void>, work: () => Promise<Result>): Promise<Result> {
    const timer = setInterval(() => void heartbeat().catch(() => clearInterval(timer)), this.#deps.heartbeatMs)
    try {
      return await work()
    } finally {
      clearInterval(timer)
    }
  }
}

/** Moves an event from what is handed over to what is set aside; false if the batch has no such event. */
function setAside(reading: Reading, { eventId, message: detail }: PoisonEvent): boolean {
  const poisoned = reading.readable.filter(({ event }) => event.id === eventId)
  if (poisoned.length === 0) return false
  reading.readable = reading.readable.filter(({ event }) => event.id !== eventId)
  reading.unreadable.push(...poisoned.map(({ message }) => ({ message, reason: 'poison' as const, detail })))
  return true
}
