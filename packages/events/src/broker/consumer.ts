import { Backoff, type Logger, within } from '@forum/service-kit'
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import type { TopicName } from '../topics.ts'
import { BatchWorker } from './batch-worker.ts'
import type { ConsumerOptions, EventConsumer } from './broker.ts'
import type { ConsumerMetrics } from './consumer-metrics.ts'
import { retry } from './kafka-client.ts'
import { LateCommits } from './late-commits.ts'
import type { Sender } from './sender.ts'

export type ConsumerDeps = {
  kafka: Kafka
  /** Of dead letters. */
  sender: Sender
  logger: Logger
  metrics: ConsumerMetrics
  wireName: (topic: TopicName) => string
  wireGroup: (groupId: string) => string
}

/** A member that does not heartbeat for this long loses its partitions. */
const sessionTimeoutMs = 6_000
const heartbeatMs = 1_500
/** Without a sign of life for this long, a consumer hangs and is made anew. Longer than a rebalance may take. */
const silenceMs = 60_000
/** What a stop gives the batches in hand. */
const finishMs = 2_500

/**
 * A consumer of a group that lives until it is stopped. kafkajs restarts a crashed consumer only after some errors, and can hang after
 * others; here any crash, failed start or long silence ends in a new consumer.
 */
export class KafkaConsumer implements EventConsumer {
  readonly joined: Promise<void>
  readonly #options: ConsumerOptions
  readonly #deps: ConsumerDeps
  readonly #stop = new AbortController()
  readonly #firstJoin = Promise.withResolvers<void>()
  #isJoined = false
  #hasJoined = false
  #lastSign = performance.now()
  #running: Promise<void> | undefined
  readonly #working = new Set<Promise<void>>()

  constructor(options: ConsumerOptions, deps: ConsumerDeps) {
    this.#options = options
    this.#deps = deps
    this.joined = this.#firstJoin.promise
  }

  isJoined(): boolean {
    return this.#isJoined
  }

  async start(): Promise<void> {
    this.#running ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const backoff = new Backoff({ firstMs: 200, maxMs: 3_000 })
    while (!this.#stop.signal.aborted) {
      const crash = await this.#live(() => backoff.reset())
      this.#isJoined = false
      if (this.#stop.signal.aborted) return
      this.#deps.metrics.restarts.inc({ group: this.#options.groupId })
      // Before the first join it is ordinary: a Kafka that has just started is still loading its coordinator.
      this.#deps.logger[this.#hasJoined ? 'warn' : 'info'](
        { err: crash, group: this.#options.groupId },
        'consumer crashed; making a new one',
      )
      await backoff.wait(this.#stop.signal)
    }
  }

  /** One kafkajs consumer from start to end; resolves with what ended it. */
  async #live(onJoin: () => void): Promise<unknown> {
    const ended = Promise.withResolvers<unknown>()
    const stopped = () => ended.resolve(undefined)
    this.#stop.signal.addEventListener('abort', stopped)
    const consumer = this.#newConsumer()
    const late = new LateCommits({ onFailure: ended.resolve, logger: this.#deps.logger })
    const watchdog = setInterval(() => {
      if (performance.now() - this.#lastSign > silenceMs) ended.resolve(new Error(`silent for ${silenceMs} ms`))
    }, 5_000)
    try {
      this.#listen(consumer, late, { end: ended.resolve, onJoin })
      await consumer.connect()
      const { topics, fromBeginning = true, partitionsAtOnce = 1 } = this.#options
      await consumer.subscribe({ topics: topics.map(this.#deps.wireName), fromBeginning })
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitionsAtOnce,
        eachBatch: (payload) => this.#work(payload, late),
      })
      return await ended.promise
    } catch (error) {
      return error
    } finally {
      clearInterval(watchdog)
      this.#stop.signal.removeEventListener('abort', stopped)
      if (this.#stop.signal.aborted) await this.#finish(late)
      late.forget()
      await this.#disconnect(consumer)
    }
  }

  #newConsumer(): Consumer {
    const { groupId, maxBytesPerPartition = 1024 * 1024 } = this.#options
    return this.#deps.kafka.consumer({
      groupId: this.#deps.wireGroup(groupId),
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: heartbeatMs,
      rebalanceTimeout: 30_000,
      maxBytesPerPartition,
      // An idle fetch waits this long at most, and so does a stop; events are answered with at once. Each fetch costs Kafka and its client something at rest.
      maxWaitTimeInMs: 1_000,
      allowAutoTopicCreation: false,
      retry: { ...retry, restartOnFailure: async () => false },
    })
  }

  #listen(
    consumer: Consumer,
    late: LateCommits,
    { end, onJoin }: { end: (error: unknown) => void; onJoin: () => void },
  ): void {
    const { events } = consumer
    const sign = () => {
      this.#lastSign = performance.now()
    }
    sign()
    consumer.on(events.HEARTBEAT, sign)
    consumer.on(events.FETCH, sign)
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      sign()
      late.forget()
      onJoin()
      this.#isJoined = true
      this.#hasJoined = true
      this.#firstJoin.resolve()
      this.#deps.logger.debug(
        { group: this.#options.groupId, partitions: payload.memberAssignment },
        'joined its group',
      )
    })
    consumer.on(events.REBALANCING, () => {
      this.#isJoined = false
    })
    consumer.on(events.CRASH, ({ payload }) => end(payload.error))
  }

  /** The batches in hand, to their commit. */
  async #finish(late: LateCommits): Promise<void> {
    try {
      await within(
        finishMs,
        Promise.all(this.#working).then(() => late.settled()),
      )
    } catch (error) {
      const { logger } = this.#deps
      logger.debug(
        { err: error, group: this.#options.groupId },
        'batches in hand were not done in time; they come again',
      )
    }
  }

  async #work(payload: EachBatchPayload, late: LateCommits): Promise<void> {
    this.#lastSign = performance.now()
    const topic = this.#options.topics.find((name) => this.#deps.wireName(name) === payload.batch.topic)
    if (!topic) return
    const { signal: stop } = this.#stop
    const worker = new BatchWorker({ ...this.#options, ...this.#deps, topic, late, heartbeatMs, stop })
    const work = worker.work(payload)
    const ended = work.catch(() => {}).finally(() => this.#working.delete(ended)) // who waits for it hears of a failure from the consumer
    this.#working.add(ended)
    await work
  }

  async #disconnect(consumer: Consumer): Promise<void> {
    try {
      await within(3_500, consumer.disconnect())
    } catch (error) {
      this.#deps.logger.debug({ err: error, group: this.#options.groupId }, 'consumer did not disconnect in time')
    }
  }
}
