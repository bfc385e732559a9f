import { setTimeout as sleep } from 'node:timers/promises'
import type { Broker, TopicName } from '@forum/events'
import { publicError } from '@forum/graphql-kit'
import type { Clock, Logger } from '@forum/service-kit'
import type { AsOfRepository } from './as-of-repository.ts'
import { Progress } from './progress.ts'
import type { Watermark } from './watermark.ts'

export type AsOfDeps = {
  broker: Pick<Broker, 'offsets'>
  groupId: string
  topics: readonly TopicName[]
  watermarks: AsOfRepository
  clock: Clock
  logger: Logger
  intervalMs?: number
}

/** How long after the last event it looks often. */
const busyMs = 2_000
const restIntervalMs = 2_000

/**
 * The moment up to which everything is counted. It reads the time, then all end offsets; the watermark becomes that time once the group's
 * committed offsets have reached them: four times a second while events come or somebody waits, every two seconds while nothing happens. It
 * runs only where events are consumed.
 */
export class AsOfService implements Watermark {
  readonly #deps: AsOfDeps
  readonly #progress = new Progress()
  #current: Date | null = null
  /** How often numbers changed otherwise than by what its own looks saw: by a batch of this process, by another replica. */
  #others = 0
  #running: { stop: AbortController; ended: Promise<void> } | undefined
  #waiting: { time: number; reached: () => void }[] = []
  #lastNoticedAt = Number.NEGATIVE_INFINITY
  #wake: () => void = () => undefined
  #hurry: () => void = () => undefined

  constructor(deps: AsOfDeps) {
    this.#deps = deps
  }

  /** @param hurry asks for what is being counted to be counted without delay */
  start(hurry: () => void = () => undefined): void {
    if (this.#running) return
    this.#hurry = hurry
    const stop = new AbortController()
    this.#progress.reset()
    this.#running = { stop, ended: this.#run(stop.signal) }
  }

  /** Resolves when nothing moves the watermark any more. */
  async stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    running?.stop.abort()
    await running?.ended
  }

  /** Says that events have come, so that it looks at once and often for a while. */
  noticed(): void {
    this.#lastNoticedAt = performance.now()
    this.#wake()
  }

  /** Says that numbers may be others now; the watermark follows when the offsets are committed. */
  written(): void {
    this.#others += 1
  }

  /** Whether somebody waits for it. */
  get isAwaited(): boolean {
    return this.#waiting.length > 0
  }

  get counted(): number {
    return this.#progress.changes + this.#others
  }

  /** Null while the numbers are being built. */
  get current(): Date | null {
    return this.#current
  }

  /** The watermark. @throws SUBGRAPH_UNAVAILABLE while the numbers are being built, for then there are none to show */
  require(): Date {
    if (this.#current) return this.#current
    throw publicError('SUBGRAPH_UNAVAILABLE', 'The statistics are being built. Try again in a moment.')
  }

  /** Numbers are not to be shown from now on, until the watermark moves. */
  forget(): void {
    this.#current = null
    this.#others += 1
  }

  /** Resolves when everything that happened before `time` is counted. */
  reached(time: Date): Promise<void> {
    if (this.#current && this.#current >= time) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push({ time: time.getTime(), reached: resolve })
    this.#hurry()
    this.#wake()
    return promise
  }

  async #run(stop: AbortSignal): Promise<void> {
    const { logger } = this.#deps
    // A replica that starts shows what the others have counted, before its own first look.
    this.#current ??= await this.#deps.watermarks.read().catch(() => null)
    let isBlind = false
    while (!stop.aborted) {
      const began = performance.now()
      try {
        await this.#look(stop)
        isBlind = false
      } catch (error) {
        if (!isBlind) logger.warn({ err: error }, 'cannot compute the watermark (asOf)')
        isBlind = true
      }
      await this.#rest(began, stop)
    }
  }

  /** Until the next look. Who wakes it while it is busy changes nothing: that look comes soon. */
  async #rest(began: number, stop: AbortSignal): Promise<void> {
    const { intervalMs = 250 } = this.#deps
    const pause = (milliseconds: number, signal: AbortSignal) =>
      sleep(Math.max(20, milliseconds - (performance.now() - began)), undefined, { signal }).catch(() => {})
    if (!this.#isBusy) {
      const woken = new AbortController()
      this.#wake = () => woken.abort()
      await pause(restIntervalMs, AbortSignal.any([stop, woken.signal]))
    }
    if (this.#isBusy) await pause(intervalMs, stop)
  }

  get #isBusy(): boolean {
    return this.isAwaited || performance.now() - this.#lastNoticedAt < busyMs
  }

  async #look(stop: AbortSignal): Promise<void> {
    const { broker, groupId, topics, watermarks, clock } = this.#deps
    const time = clock.now()
    const offsets = await broker.offsets(groupId, topics)
    const reached = this.#progress.observe(time, offsets)
    if (stop.aborted) return
    const watermark = reached ? await watermarks.advance(reached) : await watermarks.read()
    if (watermark?.getTime() !== (reached ?? this.#current)?.getTime()) this.#others += 1
    this.#current = watermark
    const now = this.#current?.getTime() ?? Number.NEGATIVE_INFINITY
    for (const waiting of this.#waiting) if (waiting.time <= now) waiting.reached()
    this.#waiting = this.#waiting.filter(({ time: wanted }) => wanted > now)
  }
}
