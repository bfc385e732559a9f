import type { CatalogueEvent } from '@forum/events'

export type GatheringOptions = {
  /** Works events off; done twice it changes nothing. */
  process: (events: readonly CatalogueEvent[]) => Promise<void>
  /** How long events wait for others, in milliseconds. */
  gatherMs?: number
}

/** So many do not wait for more. */
const enough = 500
/** After so long without any, the first ones are those that somebody looks for: they do not wait either. */
const quietMs = 1_000

type Batch = { events: readonly CatalogueEvent[]; done: PromiseWithResolvers<void> }

/**
 * Makes one batch of what several partitions hand over, because ClickHouse takes as long for one event as for a hundred. One is worked off at a
 * time, and the next gathers meanwhile. As much is held as the partitions have handed over, each one batch.
 */
export class Gathering {
  readonly #options: GatheringOptions
  #waiting: Batch[] = []
  #timer: NodeJS.Timeout | undefined
  #isWorking = false
  #lastCameAt = Number.NEGATIVE_INFINITY

  constructor(options: GatheringOptions) {
    this.#options = options
  }

  /** Resolves when these are worked off, whatever became of those that they were gathered with. */
  add(events: readonly CatalogueEvent[]): Promise<void> {
    const done = Promise.withResolvers<void>()
    this.#waiting.push({ events, done })
    const now = performance.now()
    const isQuiet = now - this.#lastCameAt > quietMs
    this.#lastCameAt = now
    this.#begin(isQuiet ? 0 : (this.#options.gatherMs ?? 150))
    return done.promise
  }

  #begin(waitMs: number): void {
    if (this.#isWorking) return
    if (countOf(this.#waiting) >= enough) this.#work()
    else this.#timer ??= setTimeout(() => this.#work(), waitMs)
  }

  #work(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isWorking = true
    const batches = this.#take()
    void this.#settle(batches).finally(() => {
      this.#isWorking = false
      if (this.#waiting.length > 0) this.#work() // they have waited for as long as this one took
    })
  }

  /** At least one, and further ones as long as they are not many together: the events of a rebuild are as large as a partition's batch may be. */
  #take(): Batch[] {
    let events = 0
    const end = this.#waiting.findIndex((batch) => {
      const isFull = events >= enough
      events += batch.events.length
      return isFull
    })
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end)
  }

  /** What fails together is tried alone, so that a partition hears of its own events only. */
  async #settle(batches: readonly Batch[]): Promise<void> {
    const { process } = this.#options
    try {
      await process(batches.flatMap(({ events }) => events))
      for (const { done } of batches) done.resolve()
    } catch (error) {
      if (batches.length === 1) return batches[0]?.done.reject(error)
      for (const { events, done } of batches) await process(events).then(done.resolve, done.reject)
    }
  }
}

const countOf = (batches: readonly Batch[]): number => batches.reduce((sum, { events }) => sum + events.length, 0)
