import { type Broker, type EventConsumer, isEvent, partitionsPerTopic, userDeleted } from '@forum/events'
import { Backoff, type Logger } from '@forum/service-kit'
import type { ClickHouse } from '../clickhouse/clickhouse.ts'
import type { AsOfService } from '../modules/as-of/as-of-service.ts'
import { consumedTopics, groupId } from '../modules/ingestion/consumed-topics.ts'
import { Gathering } from '../modules/ingestion/gathering.ts'
import { PeopleCounting } from '../modules/ingestion/people-counting.ts'
import { countPeople, countPosts } from '../modules/ingestion/process-batch.ts'
import type { MilestoneService } from '../modules/milestones/milestone-service.ts'
import { ConsumptionLock } from './consumption-lock.ts'

export type ConsumingDeps = {
  broker: Broker
  clickhouse: ClickHouse
  asOf: AsOfService
  /** Deletes what is kept of people who are gone, beside numbers; any repetition of it. */
  forgetPeople?: (ids: readonly string[]) => Promise<void>
  milestones: MilestoneService
  databaseUrl: string
  logger: Logger
}

/** A consumer of everything, with the watermark beside it. A rebuild tells no milestones. `stop` finishes the batch in hand. */
export async function startConsumer({
  broker,
  clickhouse,
  asOf,
  forgetPeople,
  milestones,
  logger,
}: Omit<ConsumingDeps, 'databaseUrl' | 'milestones'> & Partial<Pick<ConsumingDeps, 'milestones'>>) {
  const people = new PeopleCounting({
    count: async (events) => {
      await countPeople(clickhouse, events)
      await milestones?.counted(events)
      asOf.written()
      asOf.noticed() // the commit comes now, and with it a later moment
    },
    logger,
  })
  const gathering = new Gathering({
    process: async (events) => {
      await countPosts(clickhouse, events)
      const gone = events.filter((event) => isEvent(event, userDeleted)).map(({ data }) => data.userId)
      if (gone.length > 0) await forgetPeople?.(gone)
      if (events.some(({ type }) => type !== 'operation_completed')) asOf.written()
      await people.add(events)
      if (asOf.isAwaited) people.hurry()
    },
  })
  const consumer = broker.consumer({
    groupId,
    topics: consumedTopics,
    partitionsAtOnce: consumedTopics.length * partitionsPerTopic,
    handle: async ({ events }) => {
      asOf.noticed()
      await gathering.add(events)
      return { done: people.counted() }
    },
  })
  await consumer.start()
  asOf.start(() => people.hurry())
  return {
    consumer,
    stop: async () => {
      people.finish()
      await asOf.stop()
      await consumer.stop()
    },
  }
}

/**
 * Consumes for as long as the service runs, but only while it holds the lock: it lets go for a rebuild, and when Postgres is away, and goes on
 * afterwards from the committed offsets.
 */
export class Consuming {
  readonly #deps: ConsumingDeps
  readonly #stop = new AbortController()
  readonly #firstJoin = Promise.withResolvers<void>()
  #consumer: EventConsumer | undefined
  #ended: Promise<void> = Promise.resolve()

  constructor(deps: ConsumingDeps) {
    this.#deps = deps
  }

  /** Resolves when the consumer has its partitions for the first time. */
  get joined(): Promise<void> {
    return this.#firstJoin.promise
  }

  /** False while it waits for a rebuild or for Postgres. */
  isJoined(): boolean {
    return this.#consumer?.isJoined() ?? false
  }

  start(): void {
    this.#ended = this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#ended
  }

  async #run(): Promise<void> {
    const { asOf, databaseUrl, logger } = this.#deps
    const stop = this.#stop.signal
    const backoff = new Backoff({ firstMs: 200, maxMs: 3_000 })
    while (!stop.aborted) {
      try {
        const lock = await ConsumptionLock.shared(databaseUrl, stop, () => asOf.forget())
        if (!lock) return
        backoff.reset()
        await this.#consumeUnder(lock)
      } catch (error) {
        logger.warn({ err: error }, 'cannot consume; retrying')
        await backoff.wait(stop)
      }
    }
  }

  async #consumeUnder(lock: ConsumptionLock): Promise<void> {
    const { logger, milestones } = this.#deps
    const stop = this.#stop.signal
    await milestones.catchUp().catch(async (error: unknown) => {
      await lock.release()
      throw error
    })
    const { consumer, stop: stopConsumer } = await startConsumer(this.#deps)
    this.#consumer = consumer
    void consumer.joined.then(() => this.#firstJoin.resolve())
    try {
      await lock.wanted(stop)
      if (!stop.aborted) logger.info('releasing the consumption lock')
    } finally {
      await stopConsumer()
      this.#consumer = undefined
      await lock.release()
    }
  }
}
