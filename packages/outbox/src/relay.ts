import { setTimeout as wait } from 'node:timers/promises'
import { type Broker, type EventProducer, EventRefused } from '@forum/events'
import { Backoff, createMetrics, type Logger, type Metrics, within } from '@forum/service-kit'
import { type OutboxRow, OutboxTable } from './outbox-table.ts'
import { type RelayMetrics, relayMetrics } from './relay-metrics.ts'

export type RelayOptions = {
  databaseUrl: string
  broker: Pick<Broker, 'producer'>
  logger: Logger
  metrics?: Metrics
  /** How long it waits at most while other processes write to an outbox that is empty; 250 ms unless told. Four times as long while nobody else does. */
  pollIntervalMs?: number
}

const pollIntervalMs = 250
/** Who found something by looking goes on looking often for so long. */
const othersWriteForMs = 60_000
/** How long it lets events gather after `wake`: a request to Kafka costs as much for one as for a hundred. */
const gatherMs = 15

/** How often a relay without the lock asks for it: the longest that events wait after the holder died. */
const standbyIntervalMs = 250
/** What a stopping relay may still send. The rest waits in the table for the next one. */
const flushMs = 1_000

type Drain = PromiseWithResolvers<void>

/**
 * Sends the outbox of one database to Kafka, in `seq` order, one batch in flight, and deletes what every in-sync replica has. Of several
 * relays one works and the others stand by; the lock ends with the connection, so a killed one is replaced at once. An event can be
 * sent again after a crash, never lost, and never before an older one of its key.
 */
export class OutboxRelay {
  readonly #options: RelayOptions
  readonly #metrics: RelayMetrics
  readonly #stop = new AbortController()
  readonly #producer: EventProducer
  #drains: Drain[] = []
  #woken = Promise.withResolvers<void>()
  /** Whether something was told of since the last look. */
  #isTold = false
  /** By performance.now(): when something was found of which nobody in this process had told. */
  #othersWrote = Number.NEGATIVE_INFINITY
  #running: Promise<void> | undefined

  constructor(options: RelayOptions) {
    this.#options = options
    this.#metrics = relayMetrics(options.metrics ?? createMetrics('outbox'))
    this.#producer = options.broker.producer()
  }

  /** Begins to relay. A database that is away is waited for. */
  start(): void {
    this.#running ??= this.#run()
  }

  /** Says that something was committed by this process: it is sent at once. What other processes commit is found by looking. */
  wake(): void {
    this.#isTold = true
    this.#woken.resolve()
  }

  /** Resolves when the outbox is empty, whichever relay emptied it. Rejects when this relay is stopped before. */
  drain(): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.reject(new Error('the relay has stopped'))
    const drain = Promise.withResolvers<void>()
    this.#drains.push(drain)
    this.wake()
    return drain.promise
  }

  /** Sends what it can within a second, lets the lock go, and stops. */
  async stop(): Promise<void> {
    if (this.#running) await within(flushMs, this.drain()).catch(() => {})
    this.#stop.abort()
    this.wake()
    await this.#running
    for (const { reject } of this.#drains.splice(0)) reject(new Error('the relay has stopped'))
    await this.#producer.disconnect()
  }

  async #run(): Promise<void> {
    const backoff = new Backoff({ firstMs: 100, maxMs: 2_000 })
    while (!this.#stop.signal.aborted) {
      try {
        await this.#withConnection(() => backoff.reset())
      } catch (error) {
        if (this.#stop.signal.aborted) return
        this.#metrics.failures.inc()
        this.#options.logger.warn({ err: error }, 'outbox relay failed; retrying')
        await backoff.wait(this.#stop.signal)
      }
    }
  }

  async #withConnection(onProgress: () => void): Promise<void> {
    const table = await OutboxTable.connect(this.#options.databaseUrl, (error) => {
      // The next query fails too, and that ends this connection's turn.
      this.#options.logger.debug({ err: error }, 'the connection of the outbox relay was lost')
    })
    try {
      await this.#standBy(table)
      if (this.#stop.signal.aborted) return
      this.#metrics.active.set(1)
      this.#options.logger.debug('this relay holds the lock of the outbox')
      while (!this.#stop.signal.aborted) {
        await this.#relayOnce(table)
        onProgress()
      }
    } finally {
      this.#metrics.active.set(0)
      await within(2_000, table.close()).catch(() => {})
    }
  }

  async #standBy(table: OutboxTable): Promise<void> {
    while (!this.#stop.signal.aborted && !(await table.tryLock())) {
      const drains = this.#drains
      if (drains.length > 0 && (await table.isEmpty())) this.#drained(drains.length)
      await this.#pause(drains.length > 0 ? gatherMs : standbyIntervalMs)
    }
  }

  async #relayOnce(table: OutboxTable): Promise<void> {
    const askedBefore = this.#drains.length
    this.#woken = Promise.withResolvers() // what is committed from here on may be missing in the rows
    const isTold = this.#isTold
    this.#isTold = false
    const rows = await table.first()
    if (rows.length > 0 && !isTold) this.#othersWrote = performance.now()
    this.#metrics.lag.set(rows[0] ? Math.max(0, Date.now() - rows[0].createdAt.getTime()) / 1_000 : 0)
    if (rows.length === 0) {
      this.#drained(askedBefore)
      await this.#rest()
      return
    }
    await this.#send(table, rows)
  }

  async #send(table: OutboxTable, rows: readonly OutboxRow[]): Promise<void> {
    try {
      await this.#producer.send(rows.map(({ event }) => event))
    } catch (error) {
      if (!(error instanceof EventRefused)) throw error
      await this.#sendOneByOne(table, rows)
      return
    }
    await table.remove(rows.map(({ seq }) => seq))
    this.#metrics.relayed.inc(rows.length)
  }

  /** Finds which rows of a refused batch are the ones that Kafka will not take. */
  async #sendOneByOne(table: OutboxTable, rows: readonly OutboxRow[]): Promise<void> {
    for (const { seq, event } of rows) {
      try {
        await this.#producer.send([event])
        await table.remove([seq])
        this.#metrics.relayed.inc()
      } catch (error) {
        if (!(error instanceof EventRefused)) throw error
        await table.bury(seq, error.reason)
        this.#metrics.dead.inc()
        this.#options.logger.error({ err: error, event: event.id, type: event.type }, 'Kafka refuses an event for good')
      }
    }
  }

  /** Ends the drains that were asked for before the outbox was seen empty. */
  #drained(askedBefore: number): void {
    for (const { resolve } of this.#drains.splice(0, askedBefore)) resolve()
  }

  /** Until something was committed, here or, after a while, by others. */
  async #rest(): Promise<void> {
    const often = this.#options.pollIntervalMs ?? pollIntervalMs
    const othersWrite = performance.now() - this.#othersWrote < othersWriteForMs
    const { resolve } = this.#woken
    const timer = setTimeout(resolve, othersWrite ? often : 4 * often)
    await this.#woken.promise
    clearTimeout(timer)
    await this.#pause(gatherMs)
  }

  async #pause(milliseconds: number): Promise<void> {
    // The only way for it to reject is the signal, which is the way to return early.
    await wait(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => {})
  }
}
